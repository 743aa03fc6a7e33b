import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ExportJob } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob, richCompany } from "./support/rich-company.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await richCompany(server);
});
after(() => server.close());

function post(path: string, body: unknown) {
  return server.request("POST", path, { key: company.key, body });
}

function retry(jobId: string, body: unknown = {}) {
  return post(`/platform/v1/export-jobs/${jobId}:retry`, body);
}

/** A job that failed as a whole: its items are abandoned. */
async function failedJob(rows: Record<string, unknown>[]): Promise<string> {
  const jobId = await createdJob(server, company, "v2", await importedIds(server, company, rows));
  await post("/v3/export-job-events", { jobId, event: "failed" });
  return jobId;
}

test("what a job did not export is tried again over HTTP, and not while a job is running", async () => {
  const jobId = await failedJob([entryRow("retried")]);
  const answer = await retry(jobId);
  assert.equal(answer.status, 201, answer.text);
  const job = answer.one(ExportJob);
  assert.deepEqual([job.status, job.numberOfItems], ["pending", 1]);
  const busy = await retry(jobId);
  assert.deepEqual([busy.status, busy.error().type], [409, "EXPORT_ALREADY_IN_PROGRESS"]);
  await post(`/platform/v1/export-jobs/${job.id}:cancel`, undefined);
  const nothing = await retry(jobId, { failureReasonType: "vendor_unknown" });
  assert.deepEqual([nothing.status, nothing.error().type], [422, "NOTHING_TO_RETRY"]);
});

test("a retry is held to what v3 demands of a job: a contra account for each wallet currency", async () => {
  const amount = { inWalletCurrency: { currency: "SEK", value: 100 } };
  const refused = await retry(await failedJob([entryRow("in-sek", { amount })]));
  assert.deepEqual([refused.status, refused.error().type], [400, "MISSING_CONTRA_ACCOUNTS"]);
});

test("a retry is held to what vendor-based bookkeeping demands: a vendor where accounts are payable", async () => {
  const [id = ""] = await importedIds(server, company, [entryRow("payable")]);
  const options = { vendorBasedBookkeeping: true };
  const made = await post("/v3/export-jobs", { accountingEntryIds: [id], options });
  const { id: jobId } = made.one(ExportJob);
  await post("/v3/export-job-events", { jobId, event: "failed" });
  const patch = { bookkeepingMethod: "accounts_payable" };
  await server.request("PATCH", `/platform/v1/entries/${id}`, { key: company.key, body: patch });
  const refused = await retry(jobId);
  assert.deepEqual([refused.status, refused.error().type], [422, "MISSING_VENDOR"]);
});
