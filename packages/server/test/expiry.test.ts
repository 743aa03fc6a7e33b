import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Entry, ExportItem, ExportJob, ExportJobItem } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

const SECOND = 1000;

let server: TestServer;
let company: TestCompany;
let ids: string[];

before(async () => {
  server = await testServer({ jobExpiresIn: 600 });
});
after(() => server.close());

test.beforeEach(async () => {
  company = await server.company();
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
  ids = await importedIds(server, company, [entryRow("a"), entryRow("b")]);
});

function call(method: string, path: string, body?: unknown): Promise<TestAnswer> {
  return server.request(method, path, { key: company.key, body });
}

async function createdJob(): Promise<string> {
  const created = await call("POST", "/v3/export-jobs", { accountingEntryIds: ids });
  assert.equal(created.status, 201, created.text);
  const { id, expiresIn } = created.one(ExportJob);
  assert.equal(expiresIn, 600);
  return id;
}

test("a silent job is failed from its last second on for every reader, without any sweep", async () => {
  const readers: [string, (job: string) => Promise<void>][] = [
    [
      "the job",
      async (job) => {
        const answer = await call("GET", `/v3/export-jobs/${job}`);
        const { status, failureReasonType, expiredAt } = answer.one(ExportJob);
        assert.deepEqual(
          { status, failureReasonType, expiredAt },
          {
            status: "failed",
            failureReasonType: "job_expired",
            expiredAt: new Date(server.clock.now()).toISOString().replace(".000", ""),
          },
        );
      },
    ],
    [
      "the jobs of a status",
      async (job) => {
        assert.equal((await call("GET", "/v3/export-jobs?statuses=failed")).list(ExportJob)[0]?.id, job);
      },
    ],
    [
      "the job's items",
      async (job) => {
        const items = await call("GET", `/v3/export-jobs/${job}/items?status=abandoned`);
        assert.equal(items.pagination().total, 2);
      },
    ],
    [
      "export items",
      async () => assert.deepEqual((await call("GET", "/v3/export-items")).list(ExportItem), []),
    ],
    [
      "the newest item of an entry",
      async () => {
        const item = await call("GET", `/v3/export-job-items?accounting_entry_id=${ids[0]}`);
        assert.equal(item.one(ExportJobItem).status, "abandoned");
      },
    ],
    [
      "the search",
      async () => {
        const items = await call("POST", "/v3/export-job-items:search", { accountingEntryIds: ids });
        assert.equal(items.list(ExportJobItem)[0]?.status, "abandoned");
      },
    ],
    [
      "the entry",
      async () => {
        const { exportStatus, locked } = (await call("GET", `/platform/v1/entries/${ids[0]}`)).one(Entry);
        assert.deepEqual([exportStatus, locked], ["NOT_EXPORTED", false]);
      },
    ],
    [
      "the entries of a status",
      async () => {
        const path = `/platform/v1/companies/${company.id}/entries?export_status=QUEUED`;
        assert.equal((await call("GET", path)).pagination().total, 0);
      },
    ],
    [
      "the job's history",
      async (job) => {
        const history = await call("GET", `/platform/v1/export-jobs/${job}/history?limit=100`);
        assert.match(history.text, /job_expired/);
        assert.match(history.text, /system:expiry/);
      },
    ],
  ];
  for (const [name, reads] of readers) {
    await test(name, async () => {
      const job = await createdJob();
      server.clock.advance(600 * SECOND);
      await reads(job);
      assert.equal((await call("GET", `/v3/export-jobs/${job}`)).one(ExportJob).status, "failed");
    });
  }
});

test("until its last second a job lives; events and item updates renew it, reads do not", async () => {
  const job = await createdJob();
  server.clock.advance(599 * SECOND);
  await call("POST", "/v3/export-job-events", { jobId: job, event: "started" });
  server.clock.advance(599 * SECOND);
  assert.equal((await call("GET", `/v3/export-jobs/${job}`)).one(ExportJob).status, "in_progress");
  await call("PUT", `/v3/export-jobs/${job}/items`, [{ accountingEntryId: ids[0], status: "successful" }]);
  server.clock.advance(599 * SECOND);
  assert.equal((await call("GET", "/v3/export-items")).list(ExportItem).length, 2);
  server.clock.advance(SECOND);
  const late = await call("PUT", `/v3/export-jobs/${job}/items`, [
    { accountingEntryId: ids[1], status: "successful" },
  ]);
  assert.equal(late.status, 422, late.text);
  assert.equal(late.error().type, "EXPORT_JOB_STATUS_UNPROCESSABLE");
  const event = await call("POST", "/v3/export-job-events", { jobId: job, event: "completed" });
  assert.equal(event.status, 422);
  assert.equal(event.error().type, "INVALID_EXPORT_JOB_STATUS_CHANGE");
  const { exportStatus } = (await call("GET", `/platform/v1/entries/${ids[0]}`)).one(Entry);
  assert.equal(exportStatus, "EXPORTED", "what succeeded stays so");
});

test("an expired job stands in nobody's way: entries can change and a new job begin", async () => {
  await createdJob();
  server.clock.advance(600 * SECOND);
  assert.equal((await call("PATCH", `/platform/v1/entries/${ids[0]}`, { note: "free again" })).status, 200);
  assert.equal((await call("DELETE", `/platform/v1/entries/${ids[1]}`)).status, 204);
  ids = ids.slice(0, 1);
  await createdJob();
});
