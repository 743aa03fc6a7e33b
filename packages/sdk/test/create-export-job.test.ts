import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import {
  ConnectionError,
  ExportAlreadyInProgressError,
  type ExportJob,
  MissingContraAccountsError,
  RateLimitError,
  UnknownOutcomeError,
} from "../src/index.ts";
import { COMPANY_ID, testClient, testClock } from "./support/client.ts";
import { exportJob, exportJobItem, id, listOf } from "./support/resources.ts";
import {
  answer,
  type Behaviour,
  closedAddress,
  hang,
  refuse,
  reset,
  type ScriptedServer,
  serve,
} from "./support/scripted-server.ts";

/** The server's time in the tests' answers: ten minutes behind the client's clock. */
const SERVER_DATE = "Fri, 23 May 2025 15:11:32 GMT";
const NOW_THERE = "2025-05-23T15:11:32Z";
const LONG_AGO_THERE = "2025-05-23T14:11:32Z";

interface Company {
  /** What happens to each POST, in turn. */
  posts: Behaviour[];
  /** The company's jobs, newest first, and the entries of each. */
  jobs: { job: ExportJob; entries: string[] }[];
}

/** A server with a company whose POSTs go wrong as the test says, and whose jobs can be read. */
function companyServer(t: TestContext, company: Company): Promise<ScriptedServer> {
  const dated = { date: SERVER_DATE };
  return serve(t, (request) => {
    if (request.method === "POST") return company.posts.shift() ?? refuse(500, "TOO_MANY_POSTS");
    const jobId = /export-jobs\/([^/]+)\/items/.exec(request.target)?.[1];
    if (jobId === undefined) {
      return answer(200, listOf(company.jobs.map(({ job }) => job)), dated);
    }
    const entries = company.jobs.find(({ job }) => job.id === jobId)?.entries ?? [];
    const offset = Number(request.query.get("offset"));
    const items = entries.slice(offset, offset + 100).map((entry) => exportJobItem(entry, jobId));
    return answer(200, listOf(items), dated);
  });
}

/** Adds a job and drops the connection: the answer is lost, the effect is not. */
function createAndReset(company: Company, job: ExportJob, entries: string[]): Behaviour {
  return (request, response) => {
    company.jobs.unshift({ job, entries });
    reset(request, response);
  };
}

function postsTo(server: ScriptedServer): number {
  return server.received.filter((request) => request.method === "POST").length;
}

const asked = { accountingEntryIds: [id(1), id(2), id(1)] };
const made = exportJob({ id: id(901), createdAt: NOW_THERE });

test("a job is created for the client's company and returned", async (t) => {
  const server = await companyServer(t, { posts: [answer(201, { data: made })], jobs: [] });
  const { client } = testClient(server.baseUrl, { companyId: COMPANY_ID });
  assert.deepEqual(await client.exportJobs.create({ ...asked, isInteractive: false }), made);
  assert.deepEqual(JSON.parse(server.received[0]?.body ?? ""), {
    ...asked,
    isInteractive: false,
    companyId: COMPANY_ID,
  });
});

test("a request lost before the server handled it is sent again", async (t) => {
  const server = await companyServer(t, { posts: [reset, answer(201, { data: made })], jobs: [] });
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create(asked), made);
  assert.equal(postsTo(server), 2);
});

test("a job whose answer was lost is found and returned, not created again", async (t) => {
  const company: Company = { posts: [], jobs: [] };
  company.posts.push(createAndReset(company, made, [id(1), id(2)]));
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create(asked), made);
  assert.equal(postsTo(server), 1);
});

test("a job that a worker finished before it was looked for is found all the same", async (t) => {
  const company: Company = { posts: [], jobs: [] };
  const finished = { ...made, status: "completed" as const };
  company.posts.push(createAndReset(company, finished, [id(1), id(2)]));
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create(asked), finished);
  assert.equal(postsTo(server), 1);
});

test("an older finished export of the same entries is not taken for the new one", async (t) => {
  const older = exportJob({ status: "completed", createdAt: LONG_AGO_THERE });
  const server = await companyServer(t, {
    posts: [reset, answer(201, { data: made })],
    jobs: [{ job: older, entries: [id(1), id(2)] }],
  });
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create(asked), made);
});

for (const [name, running, entries] of [
  ["other entries", exportJob(), [id(1), id(3)]],
  ["more entries", exportJob({ numberOfItems: 3 }), [id(1), id(2), id(3)]],
  ["other options", exportJob({ vendorBasedBookkeeping: true }), [id(1), id(2)]],
] as const) {
  test(`a running job with ${name} is not taken for the lost one: the server says that it is in the way`, async (t) => {
    const server = await companyServer(t, {
      posts: [reset, refuse(409, "EXPORT_ALREADY_IN_PROGRESS")],
      jobs: [{ job: running, entries: [...entries] }],
    });
    const { client } = testClient(server.baseUrl);
    await assert.rejects(client.exportJobs.create(asked), ExportAlreadyInProgressError);
  });
}

test("a request that arrives late, after it was sent again, is found behind the 409 it causes", async (t) => {
  const company: Company = { posts: [reset], jobs: [] };
  company.posts.push((request, response) => {
    company.jobs.unshift({ job: made, entries: [id(1), id(2)] });
    refuse(409, "EXPORT_ALREADY_IN_PROGRESS")(request, response);
  });
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create(asked), made);
  assert.equal(postsTo(server), 2);
});

test("without a lost answer, 409 is simply 409", async (t) => {
  const server = await companyServer(t, {
    posts: [refuse(429, "RATE_LIMIT_EXCEEDED"), refuse(409, "EXPORT_ALREADY_IN_PROGRESS")],
    jobs: [{ job: exportJob(), entries: [id(1), id(2)] }],
  });
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.create(asked), ExportAlreadyInProgressError);
  assert.equal(server.received.length, 2);
});

test("a time limit and a 504 leave the outcome open just as a lost connection does", async (t) => {
  const clock = testClock();
  const company: Company = { posts: [refuse(504, "SOME_PROXY"), hang(() => clock.expire())], jobs: [] };
  company.posts.push(createAndReset(company, made, [id(1), id(2)]));
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl, { clock });
  assert.deepEqual(await client.exportJobs.create(asked), made);
  assert.equal(postsTo(server), 3);
});

test("when reading back fails, the outcome is unknown, and nothing is sent again", async (t) => {
  const server = await serve(t, (request) => (request.method === "POST" ? reset : refuse(403, "FORBIDDEN")));
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.create(asked), (error) => {
    assert.ok(error instanceof UnknownOutcomeError);
    assert.ok(error.cause instanceof ConnectionError);
    return true;
  });
  assert.equal(postsTo(server), 1);
});

test("a server that was never reached can't have created anything: no reading back", async () => {
  const { client, clock } = testClient(await closedAddress(), { retries: 2 });
  await assert.rejects(client.exportJobs.create(asked), ConnectionError);
  assert.equal(clock.waits.length, 2);
});

test("without retries a lost answer is still looked into", async (t) => {
  const company: Company = { posts: [], jobs: [] };
  company.posts.push(createAndReset(company, made, [id(1), id(2)]));
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl, { retries: 0 });
  assert.deepEqual(await client.exportJobs.create(asked), made);
});

test("a job is looked for again before every further attempt, whatever came in between", async (t) => {
  const company: Company = { posts: [reset], jobs: [] };
  company.posts.push((request, response) => {
    company.jobs.unshift({ job: { ...made, status: "completed" }, entries: [id(1), id(2)] });
    refuse(429, "RATE_LIMIT_EXCEEDED", { "retry-after": "60" })(request, response);
  });
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl);
  assert.equal((await client.exportJobs.create(asked)).status, "completed");
  assert.equal(postsTo(server), 2);
});

test("refusals and rate limits are told as they are", async (t) => {
  const server = await companyServer(t, {
    posts: [refuse(400, "MISSING_CONTRA_ACCOUNTS"), refuse(429, "RATE_LIMIT_EXCEEDED")],
    jobs: [],
  });
  const { client } = testClient(server.baseUrl, { retries: 0 });
  await assert.rejects(client.exportJobs.create(asked), MissingContraAccountsError);
  await assert.rejects(client.exportJobs.create(asked), RateLimitError);
});

test("a big job is recognised by ten pages of its items, the first and the last among them", async (t) => {
  const entries = Array.from({ length: 5_050 }, (_, index) => id(index));
  const big = { ...made, numberOfItems: entries.length };
  const company: Company = { posts: [], jobs: [] };
  company.posts.push(createAndReset(company, big, entries));
  const server = await companyServer(t, company);
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.exportJobs.create({ accountingEntryIds: entries }), big);
  const offsets = server.received.flatMap(({ query }) => query.get("offset") ?? []).map(Number);
  assert.equal(offsets.length, 10);
  assert.deepEqual([offsets[0], offsets.at(-1)], [0, 5_000]);
});
