import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { secondsAfter } from "../src/shared/clock.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany } from "./support/job-company.ts";
import { contents } from "./support/tables.ts";

const EXPIRES_IN = 60;
const LAST_MOMENT = EXPIRES_IN * 1000 - 1;
const INVALID_CHANGE = { code: "INVALID_EXPORT_JOB_STATUS_CHANGE" };

let db: TestDatabase;
let company: JobCompany;
let id: string;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db);
  id = (await company.create([1, 2, 3], { expiresIn: EXPIRES_IN })).id;
});

const settledStatus = async (): Promise<string> => (await company.job(id)).status;

test("a job lives through its last millisecond and has failed in the next", async () => {
  const created = db.clock.now();
  db.clock.advance(LAST_MOMENT);
  assert.equal(await settledStatus(), "pending");
  db.clock.advance(1);
  const job = await company.job(id);
  const ranOut = secondsAfter(created, EXPIRES_IN);
  assert.deepEqual(
    [job.status, job.failureReasonType, job.expiredAt, job.completedAt, job.lastUpdatedAt],
    ["failed", "job_expired", ranOut, ranOut, ranOut],
  );
  assert.match(job.failureReason ?? "", /60 seconds/);
  assert.deepEqual(await company.itemStatuses(id), ["abandoned", "abandoned", "abandoned"]);
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "NOT_EXPORTED", "NOT_EXPORTED"]);
  await assertInvariants(company);
});

test("a job that is noticed late has expired at the moment its time ran out", async () => {
  const ranOut = secondsAfter(db.clock.now(), EXPIRES_IN);
  db.clock.advance(5 * EXPIRES_IN * 1000);
  assert.deepEqual((await company.job(id)).expiredAt, ranOut);
});

test("events and item updates renew a job's time, reads don't", async () => {
  db.clock.advance(LAST_MOMENT);
  await company.event(id, "started");
  db.clock.advance(LAST_MOMENT);
  await company.set(id, "in_progress", 1);
  assert.deepEqual((await company.job(id)).lastUpdatedAt, db.clock.now());
  db.clock.advance(LAST_MOMENT);
  assert.equal(await settledStatus(), "in_progress");
  await company.items(id);
  db.clock.advance(1);
  assert.equal(await settledStatus(), "failed");
});

test("an update that is wholly refused still shows that the worker lives", async () => {
  db.clock.advance(LAST_MOMENT);
  const { errors } = await company.set(id, "successful", 99);
  assert.equal(errors.length, 1);
  db.clock.advance(LAST_MOMENT);
  assert.equal(await settledStatus(), "pending");
});

test("work that is sent for an overdue job is refused and changes nothing, before any reader came by", async () => {
  db.clock.advance(EXPIRES_IN * 1000);
  const untouched = await contents(db.database);
  for (const event of ["started", "failed", "completed", "completed_with_errors"] as const) {
    await assert.rejects(company.event(id, event), {
      ...INVALID_CHANGE,
      details: { status: "failed", event },
    });
  }
  await assert.rejects(company.set(id, "successful", 1), { code: "EXPORT_JOB_STATUS_UNPROCESSABLE" });
  await assert.rejects(company.cancel(id), INVALID_CHANGE);
  assert.deepEqual(await contents(db.database), untouched);
});

test("what was exported before a job expired stays so, and the next job can be created at once", async () => {
  await company.event(id, "started");
  await company.set(id, "successful", 2);
  await company.set(id, "failed", 3);
  db.clock.advance(EXPIRES_IN * 1000);
  const next = await company.create([1, 2]);
  assert.equal(next.status, "pending");
  assert.deepEqual(await company.itemStatuses(id), ["abandoned", "successful", "failed"]);
  assert.deepEqual(await company.entryStatuses(), ["QUEUED", "QUEUED", "NOT_EXPORTED"]);
  await assertInvariants(company);
});
