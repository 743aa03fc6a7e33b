import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { CompanyEvents, type EventType, ExportJob } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
let entries: string[];
before(async () => {
  server = await testServer();
});
after(() => server.close());
beforeEach(async () => {
  company = await server.company();
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
  entries = await importedIds(server, company, [entryRow("a"), entryRow("b")]);
});

const ask = (method: string, path: string, body?: unknown) =>
  server.request(method, path, { key: company.key, body });

async function createJob(): Promise<string> {
  const answer = await ask("POST", "/v3/export-jobs", {
    accountingEntryIds: entries,
    employeeId: "0197a3c2-7000-7b00-8c00-000000000009",
    isInteractive: false,
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.one(ExportJob).id;
}

async function report(jobId: string, event: string, more = {}): Promise<void> {
  server.clock.advance(1234);
  assert.equal((await ask("POST", "/v3/export-job-events", { jobId, event, ...more })).status, 202);
}

async function succeed(jobId: string, ids: readonly string[]): Promise<void> {
  const updates = ids.map((accountingEntryId) => ({ accountingEntryId, status: "successful" }));
  assert.equal((await ask("PUT", `/v3/export-jobs/${jobId}/items`, updates)).status, 200);
}

/** The newest event has this type, and its data is what every version answers to a GET right now. */
async function assertTold(type: EventType, jobId: string): Promise<void> {
  const shown = (await ask("GET", `/v3/export-jobs/${jobId}`)).one(ExportJob);
  const events = await ask("GET", `/platform/v1/companies/${company.id}/events`);
  const newest = events.as(CompanyEvents).data.at(-1);
  assert.equal(newest?.eventType, type);
  assert.deepEqual(newest.data, shown);
  assert.equal(JSON.stringify(newest.data), JSON.stringify(shown), "in the same order too");
  for (const version of ["v0", "v1", "v2"]) {
    assert.deepEqual((await ask("GET", `/${version}/export-jobs/${jobId}`)).one(ExportJob), newest.data);
  }
}

test("created, started and completed carry the job as the API shows it", async () => {
  const id = await createJob();
  await assertTold("v1.export-job.created", id);
  await report(id, "started");
  await assertTold("v1.export-job.started", id);
  await succeed(id, entries);
  await report(id, "completed");
  await assertTold("v1.export-job.completed", id);
});

test("completed_with_errors carries the job as the API shows it", async () => {
  const id = await createJob();
  await report(id, "started");
  await succeed(id, entries.slice(1));
  await report(id, "completed");
  await assertTold("v1.export-job.completed_with_errors", id);
});

test("failed carries the job as the API shows it: reported, cancelled and expired", async () => {
  const failed = await createJob();
  const reason = { failureReason: 'a "reason" å', failureReasonType: "accounting_system_validation_failure" };
  await report(failed, "failed", reason);
  await assertTold("v1.export-job.failed", failed);
  const cancelled = await createJob();
  assert.equal((await ask("POST", `/platform/v1/export-jobs/${cancelled}:cancel`)).status, 204);
  await assertTold("v1.export-job.failed", cancelled);
  const expired = await createJob();
  server.clock.advance(3_600_000);
  await assertTold("v1.export-job.failed", expired);
});

test("the events can be pulled from a number on, and say where the numbers begin and end", async () => {
  const path = `/platform/v1/companies/${company.id}/events`;
  const pull = async (query = "") => (await ask("GET", `${path}${query}`)).as(CompanyEvents);
  assert.deepEqual(await pull(), { data: [], firstSequence: 1, lastSequence: 0 });
  const id = await createJob();
  await report(id, "failed");
  const all = await pull();
  assert.deepEqual(
    all.data.map(({ sequence }) => sequence),
    [1, 2],
  );
  assert.deepEqual(await pull("?after=1&limit=5000"), { ...all, data: all.data.slice(1) });
  assert.equal((await pull("?limit=1")).data.length, 1);
  assert.deepEqual((await pull("?after=2")).data, []);
  for (const [parameter, value] of [
    ["after", "-1"],
    ["after", "x"],
    ["after", "9007199254740992"],
    ["limit", "0"],
    ["limit", "1.5"],
  ]) {
    const answer = await ask("GET", `${path}?${parameter}=${value}`);
    assert.equal(answer.status, 400, `${parameter}=${value}`);
    assert.equal(answer.error().param, parameter);
  }
});
