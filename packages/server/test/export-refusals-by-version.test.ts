import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { API_VERSIONS, type ApiVersion } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob, richCompany } from "./support/rich-company.ts";

const ID = "0197a3c2-7000-7b00-8c00-0000000000ff";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await richCompany(server);
});
after(() => server.close());

/** Sends what `request` says in every version, each of which must refuse it so. */
async function assertRefused(
  status: number,
  type: string,
  request: (version: ApiVersion) => Promise<[method: string, path: string, body?: unknown]>,
): Promise<void> {
  for (const version of API_VERSIONS) {
    const [method, path, body] = await request(version);
    const answer: TestAnswer = await server.request(method, `/${version}${path}`, { key: company.key, body });
    assert.equal(answer.status, status, `${version} ${answer.text}`);
    assert.equal(answer.error().type, type, version);
  }
}

test("every version refuses a job of more than 100,000 entries", async () => {
  const accountingEntryIds = Array.from(
    { length: 100_001 },
    (_, n) => `0197a3c2-7000-7b00-8c00-${String(n).padStart(12, "0")}`,
  );
  await assertRefused(413, "EXPORT_JOB_SIZE_LIMIT", async () => [
    "POST",
    "/export-jobs",
    { accountingEntryIds },
  ]);
});

test("every version refuses a vendor-based job with an entry that has no vendor, and locks nothing", async () => {
  const row = entryRow("without-vendor", { bookkeepingMethod: "accounts_payable" });
  const accountingEntryIds = await importedIds(server, company, [row]);
  const body = { accountingEntryIds, options: { vendorBasedBookkeeping: true } };
  await assertRefused(422, "MISSING_VENDOR", async () => ["POST", "/export-jobs", body]);
  const entry = await server.request("DELETE", `/platform/v1/entries/${accountingEntryIds[0]}`, {
    key: company.key,
  });
  assert.equal(entry.status, 204, entry.text);
});

test("every version refuses an event that a job's status does not allow", async () => {
  await assertRefused(422, "INVALID_EXPORT_JOB_STATUS_CHANGE", async (version) => {
    const ids = await importedIds(server, company, [entryRow(`event-${version}`)]);
    const jobId = await createdJob(server, company, version, ids);
    const cancelled = await server.request("POST", `/platform/v1/export-jobs/${jobId}:cancel`, {
      key: company.key,
    });
    assert.equal(cancelled.status, 204, cancelled.text);
    return ["POST", "/export-job-events", { jobId, event: "started" }];
  });
});

test("every version refuses more than 100 item updates at once", async () => {
  const update = { accountingEntryId: ID, status: "in_progress" };
  const updates = Array.from({ length: 101 }, () => update);
  await assertRefused(413, "EXPORT_JOB_ITEMS_UPDATE_LIMIT", async () => [
    "PUT",
    `/export-jobs/${ID}/items`,
    updates,
  ]);
});

test("every version knows no export items of a job that is not there", async () => {
  await assertRefused(404, "EXPORT_NOT_FOUND", async () => ["GET", `/export-items?job_id=${ID}`]);
});
