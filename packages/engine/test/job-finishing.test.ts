import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany } from "./support/job-company.ts";

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db, 4);
});

/** A running job whose four items are successful, failed, in progress and pending. */
async function halfDone(): Promise<string> {
  const { id } = await company.running(1, 2, 3, 4);
  await company.set(id, "successful", 1);
  await company.set(id, "failed", 2);
  await company.set(id, "in_progress", 3);
  return id;
}

for (const event of ["completed", "completed_with_errors"] as const) {
  test(`${event} never claims more than the items show: what is open is abandoned`, async () => {
    const id = await halfDone();
    const job = await company.event(id, event);
    assert.equal(job.status, "completed_with_errors");
    assert.deepEqual(await company.itemStatuses(id), ["successful", "failed", "abandoned", "abandoned"]);
    assert.deepEqual(await company.entryStatuses(), [
      "EXPORTED",
      "NOT_EXPORTED",
      "NOT_EXPORTED",
      "NOT_EXPORTED",
    ]);
    await assertInvariants(company);
  });

  test(`${event} with every item successful is completed`, async () => {
    const { id } = await company.running(1, 2);
    await company.set(id, "successful", 1, 2);
    assert.equal((await company.event(id, event)).status, "completed");
    assert.deepEqual((await company.entryStatuses()).slice(0, 2), ["EXPORTED", "EXPORTED"]);
  });

  test(`${event} with a single item failed, and none open, has errors`, async () => {
    const { id } = await company.running(1, 2);
    await company.set(id, "successful", 1);
    await company.set(id, "failed", 2);
    assert.equal((await company.event(id, event)).status, "completed_with_errors");
  });
}

test("a failed job keeps its successful items and gives the other entries back", async () => {
  const id = await halfDone();
  const job = await company.event(id, "failed", {
    failureReason: "The ledger is closed",
    failureReasonType: "accounting_system_unreachable",
  });
  assert.deepEqual(
    [job.status, job.failureReason, job.failureReasonType, job.completedAt, job.expiredAt],
    ["failed", "The ledger is closed", "accounting_system_unreachable", db.clock.now(), null],
  );
  assert.deepEqual(await company.itemStatuses(id), ["successful", "failed", "abandoned", "abandoned"]);
  assert.deepEqual(await company.entryStatuses(), [
    "EXPORTED",
    "NOT_EXPORTED",
    "NOT_EXPORTED",
    "NOT_EXPORTED",
  ]);
  await assertInvariants(company);
});

test("a failed job stays failed even if every item is successful", async () => {
  const { id } = await company.running(1);
  await company.set(id, "successful", 1);
  assert.equal((await company.event(id, "failed")).status, "failed");
  assert.equal((await company.entryStatuses())[0], "EXPORTED");
});

test("a job that fails before it was started gives all its entries back", async () => {
  const { id } = await company.create([1, 2]);
  const job = await company.event(id, "failed");
  assert.deepEqual([job.startedAt, job.failureReason, job.failureReasonType], [null, null, null]);
  assert.deepEqual(await company.itemStatuses(id), ["abandoned", "abandoned"]);
  assert.deepEqual((await company.entryStatuses()).slice(0, 2), ["NOT_EXPORTED", "NOT_EXPORTED"]);
});

test("the older word for a failed validation is kept under its newer name", async () => {
  const { id } = await company.create([1]);
  const more = { failureReasonType: "accounting_system_validation_failure" };
  assert.equal((await company.event(id, "failed", more)).failureReasonType, "validation_failure");
});

test("a person can cancel a job that waits or runs, once, and what was exported stays so", async () => {
  const waiting = await company.create([1, 2]);
  const cancelled = await company.cancel(waiting.id);
  assert.deepEqual(
    [cancelled.status, cancelled.failureReasonType, cancelled.completedAt],
    ["failed", "canceled_by_user", db.clock.now()],
  );
  const id = await halfDone();
  await company.cancel(id);
  assert.deepEqual(await company.itemStatuses(id), ["successful", "failed", "abandoned", "abandoned"]);
  assert.deepEqual(await company.entryStatuses(), [
    "EXPORTED",
    "NOT_EXPORTED",
    "NOT_EXPORTED",
    "NOT_EXPORTED",
  ]);
  await assert.rejects(company.cancel(id), { code: "INVALID_EXPORT_JOB_STATUS_CHANGE" });
  await assert.rejects(company.event(id, "completed"), { code: "INVALID_EXPORT_JOB_STATUS_CHANGE" });
  await assertInvariants(company);
});

test("a finished job makes room for the next at once", async () => {
  const id = await halfDone();
  await company.event(id, "completed");
  const next = await company.create([4, 2, 1]);
  assert.equal(next.status, "pending");
  assert.deepEqual(await company.entryStatuses(), ["QUEUED", "QUEUED", "NOT_EXPORTED", "QUEUED"]);
});
