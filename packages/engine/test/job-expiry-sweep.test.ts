import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { sweepOverdueJobs } from "../src/jobs/finish.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { race, waitedFor } from "./support/races.ts";

const EXPIRES_IN = 60;

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

test("a sweep ends the overdue jobs of all companies, the longest overdue first, and leaves the others", async () => {
  await sweepOverdueJobs(db.database, 1000);
  await company.cancel(id);
  const [first, second, third] = [
    await JobCompany.create(db, 1),
    await JobCompany.create(db, 1),
    await JobCompany.create(db, 1),
  ];
  await second.create([1], { expiresIn: 20 });
  await first.create([1], { expiresIn: 10 });
  await third.create([1], { expiresIn: 31 });
  db.clock.advance(30_000);
  const stored = async (of: JobCompany): Promise<unknown> =>
    (
      await db.database.read("system", (sql) =>
        sql.query({ text: "SELECT status FROM export_jobs WHERE company_id = $1", values: [of.id] }),
      )
    )[0]?.["status"];
  assert.equal(await sweepOverdueJobs(db.database, 1), 1);
  assert.deepEqual(
    [await stored(first), await stored(second), await stored(third)],
    ["failed", "pending", "pending"],
  );
  assert.equal(await sweepOverdueJobs(db.database, 1000), 1);
  assert.equal(await sweepOverdueJobs(db.database, 1000), 0);
  assert.deepEqual([await stored(second), await stored(third)], ["failed", "pending"]);
  await assertInvariants(second);
});

test("of an expiry and an update that wait for each other the one that came first counts", async () => {
  let sweeping: Promise<number> | undefined;
  db.clock.advance(EXPIRES_IN * 1000 - 1);
  await company.write(async (tx) => {
    await company.updateIn(tx, id, { accountingEntryId: entryId(1), status: "successful" });
    db.clock.advance(1);
    sweeping = sweepOverdueJobs(db.database, 1000);
    await waitedFor(tx);
  });
  await sweeping;
  assert.equal((await company.job(id)).status, "pending");
  assert.deepEqual(await company.itemStatuses(id), ["successful", "pending", "pending"]);
});

test("sweeps, readers, workers and the next job at once end an overdue job once and lose nothing", async () => {
  await company.event(id, "started");
  db.clock.advance(EXPIRES_IN * 1000);
  const { winners, refusals } = await race<unknown>([
    () => company.set(id, "successful", 1),
    () => sweepOverdueJobs(db.database, 1000),
    () => company.job(id),
    () => company.event(id, "completed"),
    () => company.create([2, 3]),
    () => sweepOverdueJobs(db.database, 1000),
    () => company.items(id),
  ]);
  assert.equal(winners.length, 5);
  assert.deepEqual(refusals.toSorted(), [
    "EXPORT_JOB_STATUS_UNPROCESSABLE",
    "INVALID_EXPORT_JOB_STATUS_CHANGE",
  ]);
  const ends = (await company.jobHistory(id)).filter(
    ({ subject, to }) => subject === "job" && to === "failed",
  );
  assert.deepEqual(
    ends.map(({ actor, reason }) => [actor, reason]),
    [["system:expiry", "job_expired"]],
  );
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "QUEUED", "QUEUED"]);
  await assertInvariants(company);
});
