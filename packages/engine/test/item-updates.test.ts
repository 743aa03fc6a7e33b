import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { ExportJobItem, ItemStatus, ItemUpdate } from "../src/items/model.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

let db: TestDatabase;
let company: JobCompany;
let id: string;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db);
  id = (await company.running(1, 2)).id;
});

const OPEN: ItemStatus[] = ["pending", "in_progress", "failed"];
const STATUSES: ItemStatus[] = [...OPEN, "successful", "abandoned"];
/** An item as far as nothing was said of it. */
const plain = {
  exportedAt: null,
  externalId: null,
  externalUrl: null,
  failureReason: null,
  failureReasonType: null,
};

/** Updates the first item and gives it as it was answered; it must also be read so. */
async function updated(update: Omit<ItemUpdate, "accountingEntryId">): Promise<ExportJobItem> {
  const { items, errors } = await company.update(id, { accountingEntryId: entryId(1), ...update });
  assert.deepEqual(errors, []);
  assert.deepEqual((await company.items(id))[0], items[0]);
  return items[0] ?? assert.fail("no item");
}

async function refused(update: Omit<ItemUpdate, "accountingEntryId">): Promise<void> {
  const before = await company.items(id);
  const { items, errors } = await company.update(id, { accountingEntryId: entryId(1), ...update });
  assert.deepEqual(items, []);
  assert.deepEqual(
    errors.map((error) => [error.accountingEntryId, error.type]),
    [[entryId(1), "EXPORT_ENTRY_STATUS_UPDATE_FAILED"]],
  );
  assert.deepEqual(await company.items(id), before);
}

test("an open or failed item may become anything", async () => {
  for (const from of OPEN) {
    for (const to of STATUSES) {
      await updated({ status: from });
      const item = await updated({ status: to });
      assert.equal(item.status, to);
      await company.cancel(id);
      id = (await company.running(1, 2)).id;
    }
  }
  await assertInvariants(company);
});

test("a pending job's items can be updated as well", async () => {
  await company.cancel(id);
  id = (await company.create([1, 2])).id;
  await updated({ status: "failed" });
  await updated({ status: "successful" });
  assert.deepEqual(await company.entryStatuses(), ["EXPORTED", "QUEUED", "NOT_EXPORTED"]);
  await assertInvariants(company);
});

test("a successful item stays successful, and a repeat may add what was not known before", async () => {
  const first = await updated({ status: "successful" });
  assert.deepEqual(first, {
    ...plain,
    accountingEntryId: entryId(1),
    exportJobId: id,
    status: "successful",
    exportedAt: db.clock.now(),
  });
  db.clock.advance(1000);
  assert.deepEqual(await updated({ status: "successful" }), first);
  const exportedAt = new Date("2025-05-01T00:00:00.125Z");
  const more = { externalId: "4711", externalUrl: "https://ledger.example/4711", exportedAt };
  assert.deepEqual(await updated({ status: "successful", ...more }), { ...first, ...more });
  assert.deepEqual(await updated({ status: "successful" }), { ...first, ...more });
  const other = { externalId: "4712", externalUrl: "https://ledger.example/4712" };
  assert.deepEqual(await updated({ status: "successful", ...other }), { ...first, ...more });
  for (const status of STATUSES.filter((other) => other !== "successful")) await refused({ status, ...more });
  await assertInvariants(company);
});

test("an abandoned item is final", async () => {
  await updated({ status: "abandoned" });
  for (const status of STATUSES) await refused({ status });
  assert.deepEqual(await company.entryStatuses(), ["EXPORTING", "EXPORTING", "NOT_EXPORTED"]);
});

test("the time of the export is kept as given, and is now when a success does not say it", async () => {
  const exportedAt = new Date("2024-12-31T23:59:59.999Z");
  assert.deepEqual((await updated({ status: "in_progress" })).exportedAt, null);
  assert.deepEqual((await updated({ status: "successful", exportedAt })).exportedAt, exportedAt);
  db.clock.advance(5000);
  const { items } = await company.set(id, "successful", 2);
  assert.deepEqual(items[0]?.exportedAt, db.clock.now());
});

test("failure fields are kept on failed items only, and a failure without a type is unexpected", async () => {
  const failure = { failureReason: "No such account", failureReasonType: "account_unknown" };
  const failed = await updated({ status: "failed", ...failure });
  assert.deepEqual([failed.failureReason, failed.failureReasonType], ["No such account", "account_unknown"]);
  const again = await updated({ status: "failed" });
  assert.deepEqual([again.failureReason, again.failureReasonType], [null, "unexpected_failure"]);
  for (const status of ["in_progress", "pending", "successful"] as const) {
    const item = await updated({ status, ...failure });
    assert.deepEqual([item.failureReason, item.failureReasonType], [null, null]);
  }
});

test("an item that failed and then succeeded has no trace of the failure but in the history", async () => {
  await updated({ status: "failed", failureReasonType: "tax_code_unknown" });
  await updated({ status: "successful" });
  const reasons = (await company.entryHistory(1)).filter((record) => record.subject === "item");
  assert.deepEqual(
    reasons.map((record) => [record.to, record.reason]),
    [
      ["pending", null],
      ["failed", "tax_code_unknown"],
      ["successful", null],
    ],
  );
});

test("a finished job takes no update, not even a repeat of what it has", async () => {
  await company.set(id, "successful", 1, 2);
  for (const event of ["completed", "failed"] as const) {
    await company.event(id, event);
    const { status } = await company.job(id);
    const refusal = { code: "EXPORT_JOB_STATUS_UNPROCESSABLE", details: { status } };
    await assert.rejects(company.set(id, "successful", 1), refusal);
    await assert.rejects(company.update(id), refusal);
    id = (await company.create([1, 2])).id;
  }
});

test("an unknown job, or another company's, is not found", async () => {
  const other = await JobCompany.create(db);
  await assert.rejects(other.set(id, "successful", 1), { code: "EXPORT_NOT_FOUND" });
  await assert.rejects(company.set(entryId(99), "successful", 1), { code: "EXPORT_NOT_FOUND" });
  assert.deepEqual(await company.itemStatuses(id), ["pending", "pending"]);
});
