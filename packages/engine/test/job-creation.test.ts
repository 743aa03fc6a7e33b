import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { EntryRow } from "../src/entries/model.ts";
import type { NewExportJob } from "../src/jobs/commands.ts";
import type { DomainErrorCode } from "../src/shared/errors.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { contents } from "./support/tables.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const wallet = (currency: string): Partial<EntryRow> => ({
  amount: { inWalletCurrency: { currency, value: 100 } },
});
const AP = { bookkeepingMethod: "accounts_payable" } as const;

/** Entry 1 breaks every rule that an entry can break; 2 breaks none. */
const faulty = (): Promise<JobCompany> =>
  JobCompany.create(db, 3, { 1: { type: "fee", ...wallet("SEK"), ...AP }, 2: { type: "mileage" } });
/** Everything a version can demand. */
const strict = {
  vendorBasedBookkeeping: true,
  requireContraAccounts: true,
  refusedTypes: ["fee", "personal_spend"],
};

async function assertRefusedWhole(
  company: JobCompany,
  numbers: readonly number[],
  options: Partial<NewExportJob>,
  expected: { code: DomainErrorCode; param?: string; details?: unknown },
): Promise<void> {
  const untouched = await contents(db.database);
  await assert.rejects(company.create(numbers, options), expected);
  assert.deepEqual(await contents(db.database), untouched);
}

test("the checks come in the contract's order, and a refusal by any of them changes nothing", async () => {
  const company = await faulty();
  const other = await company.create([3]);
  await assertRefusedWhole(company, [], strict, {
    code: "REQUIRED_PARAMETER_MISSING",
    param: "accountingEntryIds",
  });
  const wrong = [99, 1];
  await assertRefusedWhole(company, wrong, strict, { code: "EXPORT_ALREADY_IN_PROGRESS" });
  await company.cancel(other.id);
  await assertRefusedWhole(company, wrong, strict, {
    code: "EXPORT_ENTRY_NOT_FOUND",
    param: "accountingEntryIds",
    details: { accountingEntryIds: [entryId(99)] },
  });
  await assertRefusedWhole(company, [2, 1], strict, {
    code: "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE",
    details: { types: ["fee"], accountingEntryIds: [entryId(1)] },
  });
  await assertRefusedWhole(
    company,
    [2, 1],
    { ...strict, refusedTypes: [] },
    { code: "MISSING_CONTRA_ACCOUNTS", details: { currencies: ["SEK"] } },
  );
  await assertRefusedWhole(
    company,
    [2, 1],
    { vendorBasedBookkeeping: true },
    { code: "MISSING_VENDOR", details: { accountingEntryIds: [entryId(1)] } },
  );
  assert.equal((await company.create([2, 1])).status, "pending");
});

test("a new job is pending, with a pending item per entry in the order of the request, and the entries queued", async () => {
  const company = await JobCompany.create(db, 4);
  const job = await company.create([3, 1, 2], { createdBy: "somebody", isInteractive: false, expiresIn: 60 });
  const now = db.clock.now();
  assert.deepEqual(job, {
    companyId: company.id,
    id: job.id,
    status: "pending",
    createdAt: now,
    expiresIn: 60,
    isInteractive: false,
    numberOfItems: 3,
    vendorBasedBookkeeping: false,
    createdBy: "somebody",
    startedAt: null,
    completedAt: null,
    lastUpdatedAt: now,
    expiredAt: null,
    failureReason: null,
    failureReasonType: null,
  });
  assert.deepEqual(await company.job(job.id), job);
  const items = await company.items(job.id);
  assert.deepEqual(
    items.map((item) => item.accountingEntryId),
    [3, 1, 2].map(entryId),
  );
  assert.deepEqual(
    items.map((item) => item.status),
    ["pending", "pending", "pending"],
  );
  assert.deepEqual(await company.entryStatuses(), ["QUEUED", "QUEUED", "QUEUED", "NOT_EXPORTED"]);
});

test("a repeated id counts once, where it came first", async () => {
  const company = await JobCompany.create(db);
  const job = await company.create([2, 1, 2, 2]);
  assert.equal(job.numberOfItems, 2);
  assert.deepEqual(
    (await company.items(job.id)).map((item) => item.accountingEntryId),
    [2, 1].map(entryId),
  );
});

test("a job holds 100,000 entries and no more, each counted once", async () => {
  const company = await JobCompany.create(db);
  const numbers = Array.from({ length: 100_001 }, (_, at) => at + 1);
  await assertRefusedWhole(
    company,
    numbers,
    {},
    { code: "EXPORT_JOB_SIZE_LIMIT", param: "accountingEntryIds" },
  );
  const most = [...numbers.slice(0, 100_000), 1, 2, 3];
  await assert.rejects(company.create(most), { code: "EXPORT_ENTRY_NOT_FOUND" });
});

test("an error names up to ten entries, in the order of the request", async () => {
  const company = await JobCompany.create(db, 0);
  const missing = Array.from({ length: 12 }, (_, at) => 30 - at);
  await assert.rejects(company.create(missing), {
    code: "EXPORT_ENTRY_NOT_FOUND",
    details: { accountingEntryIds: missing.slice(0, 10).map(entryId) },
  });
});

test("another company's entry is not found, nor does its unfinished job stand in the way", async () => {
  const [company, other] = [await JobCompany.create(db, 2), await JobCompany.create(db, 3)];
  await other.create([1]);
  await assertRefusedWhole(company, [1, 3], {}, { code: "EXPORT_ENTRY_NOT_FOUND" });
  assert.equal((await company.create([1, 2])).status, "pending");
});

test("an entry that was exported before may be exported again", async () => {
  const company = await JobCompany.create(db, 2);
  const first = await company.running(1);
  await company.set(first.id, "successful", 1);
  await company.event(first.id, "completed");
  const second = await company.create([1, 2]);
  assert.equal(second.numberOfItems, 2);
  assert.deepEqual(await company.entryStatuses(), ["QUEUED", "QUEUED"]);
});
