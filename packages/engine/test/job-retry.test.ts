import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { type ExportJobRetry, retryExportJob } from "../src/jobs/retry.ts";
import type { ExportJob } from "../src/jobs/model.ts";
import { DomainError } from "../src/shared/errors.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db, 5);
});

function retry(jobId: string, more: Partial<ExportJobRetry> = {}): Promise<ExportJob> {
  return company.write((tx) =>
    retryExportJob(tx, {
      companyId: company.id,
      jobId,
      createdBy: null,
      expiresIn: 600,
      requireContraAccounts: false,
      refusedTypes: [],
      ...more,
    }),
  );
}

/** A finished job: 4 is successful, 3 and 1 failed for two causes, 5 and 2 were abandoned. */
async function finished(): Promise<string> {
  const { id } = await company.running(5, 4, 3, 2, 1);
  await company.set(id, "successful", 4);
  await company.update(
    id,
    { accountingEntryId: entryId(3), status: "failed", failureReasonType: "vendor_unknown" },
    { accountingEntryId: entryId(1), status: "failed", failureReasonType: "account_unknown" },
  );
  await company.event(id, "completed");
  return id;
}

async function entriesOf(job: ExportJob): Promise<string[]> {
  return (await company.items(job.id)).map((item) => item.accountingEntryId);
}

test("a retry is a new job of all that failed or was abandoned, in the same order and no more", async () => {
  const first = await finished();
  const job = await retry(first);
  assert.notEqual(job.id, first);
  assert.deepEqual([job.status, job.numberOfItems, job.expiresIn], ["pending", 4, 600]);
  assert.deepEqual(await entriesOf(job), [5, 3, 2, 1].map(entryId));
  assert.equal((await company.job(first)).status, "completed_with_errors");
  await assertInvariants(company);
});

test("a retry of one cause takes the entries that failed for it alone", async () => {
  const job = await retry(await finished(), { failureReasonType: "vendor_unknown" });
  assert.deepEqual(await entriesOf(job), [entryId(3)]);
});

test("a retry never takes an entry that a later job exported", async () => {
  const first = await finished();
  const later = await company.running(3);
  await company.set(later.id, "successful", 3);
  await company.event(later.id, "completed");
  assert.deepEqual(await entriesOf(await retry(first)), [5, 2, 1].map(entryId));
});

test("a retry keeps the options of the job", async () => {
  const { id } = await company.create([1], { isInteractive: false, vendorBasedBookkeeping: true });
  await company.event(id, "failed");
  const job = await retry(id);
  assert.deepEqual([job.isInteractive, job.vendorBasedBookkeeping], [false, true]);
});

test("a retry of nothing, of an unfinished or of an unknown job is refused and makes no job", async () => {
  const { id } = await company.running(1);
  await assert.rejects(retry(id), { code: "EXPORT_ALREADY_IN_PROGRESS" });
  await company.set(id, "successful", 1);
  await company.event(id, "completed");
  await assert.rejects(retry(id), { code: "NOTHING_TO_RETRY" });
  await assert.rejects(retry(entryId(1)), { code: "EXPORT_NOT_FOUND" });
  const first = await finished();
  await assert.rejects(retry(first, { failureReasonType: "tag_unknown" }), { code: "NOTHING_TO_RETRY" });
  assert.equal((await company.jobs()).length, 2);
});

test("of two retries at once one makes a job", async () => {
  const first = await finished();
  const codes = await Promise.all(
    [retry(first), retry(first)].map((made) =>
      made.then(
        () => "made",
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      ),
    ),
  );
  assert.deepEqual(codes.toSorted(), ["EXPORT_ALREADY_IN_PROGRESS", "made"]);
  await assertInvariants(company);
});
