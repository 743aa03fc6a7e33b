import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ExportItem, ExportJob, ExportJobItemUpdateAnswer, HistoryRecord } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

async function contraAccounts(): Promise<void> {
  const answer = await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet", code: "1361" }],
  });
  assert.equal(answer.status, 200, answer.text);
}

test("a job goes from entries to a finished export over HTTP", async () => {
  await contraAccounts();
  const { key } = company;
  const ids = await importedIds(server, company, [entryRow("a"), entryRow("b"), entryRow("c")]);
  const created = await server.request("POST", "/v3/export-jobs", { key, body: { accountingEntryIds: ids } });
  assert.equal(created.status, 201, created.text);
  assert.equal(created.headers.get("content-type"), "application/json; charset=utf-8");
  const job = created.one(ExportJob);
  assert.equal(job.status, "pending");
  assert.equal(job.numberOfItems, 3);
  assert.equal(job.createdAt, "2025-05-23T15:21:32Z");

  const second = await server.request("POST", "/v3/export-jobs", { key, body: { accountingEntryIds: ids } });
  assert.equal(second.status, 409);
  assert.equal(second.error().type, "EXPORT_ALREADY_IN_PROGRESS");

  const started = await server.request("POST", "/v3/export-job-events", {
    key,
    body: { jobId: job.id, event: "started" },
  });
  assert.equal(started.status, 202, started.text);
  assert.equal(started.text, "");
  const again = await server.request("POST", "/v3/export-job-events", {
    key,
    body: { exportJobId: job.id, event: "started" },
  });
  assert.equal(again.status, 422);
  assert.equal(again.error().type, "INVALID_EXPORT_JOB_STATUS_CHANGE");

  const items = await server.request("GET", "/v3/export-items?limit=2", { key });
  assert.equal(items.status, 200, items.text);
  assert.deepEqual(
    items.list(ExportItem).map((item) => item.accountingEntryId),
    ids.slice(0, 2),
  );
  assert.equal(items.pagination().total, 3);
  const rest = await server.request("GET", `/v3/export-items?limit=2&after=${items.pagination().endCursor}`, {
    key,
  });
  assert.deepEqual(
    rest.list(ExportItem).map((item) => item.accountingEntryId),
    ids.slice(2),
  );
  assert.equal(rest.pagination().hasNextPage, false);

  const updated = await server.request("PUT", `/v3/export-jobs/${job.id}/items`, {
    key,
    body: [
      {
        accountingEntryId: ids[0],
        status: "successful",
        externalId: "4711",
        exportedAt: "2025-05-23T17:21:00.5+02:00",
      },
      {
        accountingEntryId: ids[1],
        status: "failed",
        failureReason: "no such account",
        failureReasonType: "account_unknown",
      },
      { accountingEntryId: "0197a3c2-7000-7b00-8c00-000000000009", status: "successful" },
    ],
  });
  assert.equal(updated.status, 200, updated.text);
  const { data, errors } = updated.as(ExportJobItemUpdateAnswer);
  assert.equal(data[0]?.exportedAt, "2025-05-23T15:21:00Z");
  assert.equal(errors[0]?.type, "ACCOUNTING_ENTRY_DOES_NOT_EXIST");

  const locked = await server.request("PATCH", `/platform/v1/entries/${ids[0]}`, {
    key,
    body: { note: "x" },
  });
  assert.equal(locked.status, 409);
  assert.equal(locked.error().type, "ENTRY_LOCKED");

  const completed = await server.request("POST", "/v3/export-job-events", {
    key,
    body: { jobId: job.id, event: "completed" },
  });
  assert.equal(completed.status, 202, completed.text);
  const finished = await server.request("GET", `/v3/export-jobs/${job.id}`, { key });
  assert.equal(finished.one(ExportJob).status, "completed_with_errors");
  const reopened = await server.request("POST", `/platform/v1/entries/${ids[0]}:reopen`, { key });
  assert.equal(reopened.status, 204, reopened.text);
  const notThere = await server.request("GET", `/v3/export-items?job_id=${job.id}`, { key });
  assert.equal(notThere.status, 422);
  assert.equal(notThere.error().type, "EXPORT_JOB_STATUS_UNPROCESSABLE");
  const history = await server.request("GET", `/platform/v1/export-jobs/${job.id}/history?limit=100`, {
    key,
  });
  assert.equal(history.status, 200, history.text);
  const jobMoves = history.list(HistoryRecord).filter((record) => record.subject === "job");
  assert.deepEqual(
    jobMoves.map((record) => record.to),
    ["pending", "in_progress", "completed_with_errors"],
  );
});
