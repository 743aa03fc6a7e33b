import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import {
  ConnectionError,
  type ExportJob,
  ExportJobNotFoundError,
  InvalidExportJobStatusChangeError,
  UnknownOutcomeError,
} from "../src/index.ts";
import { COMPANY_ID, testClient } from "./support/client.ts";
import { exportJob, id } from "./support/resources.ts";
import {
  answer,
  type Behaviour,
  refuse,
  reset,
  type ScriptedServer,
  serve,
} from "./support/scripted-server.ts";

const accepted = answer(202, undefined);
const refused = refuse(422, "INVALID_EXPORT_JOB_STATUS_CHANGE");

/** A server whose event POSTs go as the test says, and whose job is read as `status`. */
function jobServer(
  t: TestContext,
  status: ExportJob["status"],
  ...posts: Behaviour[]
): Promise<ScriptedServer> {
  return serve(t, (request) => {
    if (request.method === "GET") return answer(200, { data: exportJob({ status }) });
    return posts.shift() ?? refuse(500, "TOO_MANY_POSTS");
  });
}

function bodiesOf(server: ScriptedServer): unknown[] {
  return server.received.flatMap(({ method, body }) =>
    method === "POST" ? [JSON.parse(body) as unknown] : [],
  );
}

test("each event is sent once and resolves with nothing when the server confirms it", async (t) => {
  const server = await jobServer(t, "pending", accepted, accepted, accepted, accepted);
  const { exportJobEvents } = testClient(server.baseUrl).client;
  assert.equal(await exportJobEvents.started(id(900)), undefined);
  await exportJobEvents.failed(id(900), { failureReason: "no", failureReasonType: "service_unreachable" });
  await exportJobEvents.completed(id(900));
  await exportJobEvents.completedWithErrors(id(900));
  assert.deepEqual(bodiesOf(server), [
    { event: "started", jobId: id(900) },
    { event: "failed", jobId: id(900), failureReason: "no", failureReasonType: "service_unreachable" },
    { event: "completed", jobId: id(900) },
    { event: "completed_with_errors", jobId: id(900) },
  ]);
});

test("events and reading back name the client's company, for organisations' keys", async (t) => {
  const server = await jobServer(t, "pending", reset, accepted);
  const { client } = testClient(server.baseUrl);
  await client.forCompany(COMPANY_ID).exportJobEvents.started(id(900));
  assert.deepEqual(bodiesOf(server)[0], { event: "started", jobId: id(900), companyId: COMPANY_ID });
  assert.equal(server.received[1]?.query.get("company_id"), COMPANY_ID);
});

test("a claim that was lost on the way is sent again while the job is pending", async (t) => {
  const server = await jobServer(t, "pending", reset, accepted);
  await testClient(server.baseUrl).client.exportJobEvents.started(id(900));
  assert.equal(bodiesOf(server).length, 2);
});

test("a lost claim on a job in progress is unknown: another worker may have it", async (t) => {
  const server = await jobServer(t, "in_progress", reset);
  await assert.rejects(testClient(server.baseUrl).client.exportJobEvents.started(id(900)), (error) => {
    assert.ok(error instanceof UnknownOutcomeError);
    assert.ok(error.cause instanceof ConnectionError);
    assert.match(error.message, /claimed by this call or by another worker/);
    return true;
  });
  assert.equal(bodiesOf(server).length, 1);
});

test("a claim that is refused after a lost one is unknown as well: the lost one may have won", async (t) => {
  let reads = 0;
  const posts = [reset, refused];
  const server = await serve(t, (request) => {
    if (request.method === "POST") return posts.shift() ?? refused;
    reads += 1;
    return answer(200, { data: exportJob({ status: reads === 1 ? "pending" : "in_progress" }) });
  });
  await assert.rejects(
    testClient(server.baseUrl).client.exportJobEvents.started(id(900)),
    UnknownOutcomeError,
  );
});

test("a claim that is refused with nothing lost belongs to another worker", async (t) => {
  const server = await jobServer(t, "in_progress", refused);
  await assert.rejects(
    testClient(server.baseUrl).client.exportJobEvents.started(id(900)),
    InvalidExportJobStatusChangeError,
  );
  assert.equal(server.received.length, 1);
});

test("a lost claim on a job that is finished is refused", async (t) => {
  const server = await jobServer(t, "failed", reset, refused);
  await assert.rejects(
    testClient(server.baseUrl).client.exportJobEvents.started(id(900)),
    InvalidExportJobStatusChangeError,
  );
});

for (const [event, status] of [
  ["completed", "completed"],
  ["completed", "completed_with_errors"],
  ["completedWithErrors", "completed_with_errors"],
  ["failed", "failed"],
] as const) {
  test(`a lost ${event} on a job that reads ${status} has happened: the job is returned`, async (t) => {
    const server = await jobServer(t, status, reset);
    const job = await testClient(server.baseUrl).client.exportJobEvents[event](id(900));
    assert.equal(job?.status, status);
    assert.equal(bodiesOf(server).length, 1);
  });
}

test("a lost completed on a job that has failed meanwhile is refused, not taken as done", async (t) => {
  const server = await jobServer(t, "failed", reset, refused);
  await assert.rejects(
    testClient(server.baseUrl).client.exportJobEvents.completed(id(900)),
    InvalidExportJobStatusChangeError,
  );
});

test("a lost completed on a job still in progress is sent again", async (t) => {
  const server = await jobServer(t, "in_progress", reset, refuse(502, "PROXY"), accepted);
  assert.equal(await testClient(server.baseUrl).client.exportJobEvents.completed(id(900)), undefined);
  assert.equal(bodiesOf(server).length, 3);
});

test("an event for a job that is not there is told at once", async (t) => {
  const server = await jobServer(t, "pending", refuse(404, "EXPORT_NOT_FOUND"));
  await assert.rejects(
    testClient(server.baseUrl).client.exportJobEvents.started(id(900)),
    ExportJobNotFoundError,
  );
});
