import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { ExportJob, JobEvent, JobStatus } from "../src/jobs/model.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { raceOf } from "./support/races.ts";
import { contents } from "./support/tables.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const EVENTS: JobEvent[] = ["started", "failed", "completed", "completed_with_errors"];
/** The table of contract 3.2; what is not in it is refused. */
const NEXT: Record<JobStatus, Partial<Record<JobEvent, JobStatus>>> = {
  pending: { started: "in_progress", failed: "failed" },
  in_progress: { failed: "failed", completed: "completed", completed_with_errors: "completed" },
  failed: {},
  completed: {},
  completed_with_errors: {},
};

/** A job of three entries that has come to a status; all items are successful unless it is to end with errors. */
async function jobThatIs(company: JobCompany, status: JobStatus): Promise<ExportJob> {
  const job = await company.create([1, 2, 3]);
  if (status === "pending") return job;
  if (status === "failed") return company.event(job.id, "failed");
  const started = await company.event(job.id, "started");
  await company.set(job.id, "successful", 1, 2);
  if (status !== "completed_with_errors") await company.set(job.id, "successful", 3);
  return status === "in_progress" ? started : company.event(job.id, "completed");
}

for (const status of Object.keys(NEXT) as JobStatus[]) {
  test(`a job that is ${status} takes the events of the table, and every other one changes nothing`, async () => {
    for (const event of EVENTS) {
      const company = await JobCompany.create(db);
      const { id } = await jobThatIs(company, status);
      assert.equal((await company.job(id)).status, status);
      db.clock.advance(1000);
      const next = NEXT[status][event];
      if (next === undefined) {
        const untouched = await contents(db.database);
        await assert.rejects(company.event(id, event), {
          code: "INVALID_EXPORT_JOB_STATUS_CHANGE",
          param: "event",
          details: { status, event },
        });
        assert.deepEqual(await contents(db.database), untouched);
      } else {
        const job = await company.event(id, event);
        const now = db.clock.now();
        assert.deepEqual(
          [job.status, job.lastUpdatedAt, job.completedAt, event === "started" ? job.startedAt : now],
          [next, now, next === "in_progress" ? null : now, now],
        );
        assert.deepEqual(await company.job(id), job);
      }
      await assertInvariants(company);
    }
  });
}

test("of twenty workers that claim a job at once one gets it, and the others learn that they lost", async () => {
  const company = await JobCompany.create(db);
  const { id } = await company.create([1, 2]);
  const { winners, refusals } = await raceOf(20, (at) =>
    company.event(id, "started", {}, `key:worker-${at}`),
  );
  assert.equal(winners.length, 1);
  assert.deepEqual(
    refusals,
    Array.from({ length: 19 }, () => "INVALID_EXPORT_JOB_STATUS_CHANGE"),
  );
  assert.deepEqual(await company.entryStatuses(), ["EXPORTING", "EXPORTING", "NOT_EXPORTED"]);
  const starts = (await company.jobHistory(id)).filter(
    (record) => record.subject === "job" && record.to === "in_progress",
  );
  assert.equal(starts.length, 1);
});

test("of twenty finishers at once one finishes the job, whatever each of them says of it", async () => {
  const company = await JobCompany.create(db);
  const { id } = await company.running(1, 2, 3);
  await company.set(id, "successful", 1);
  const outcomes = ["failed", "completed", "completed_with_errors"] as const;
  const { winners, refusals } = await raceOf(20, (at) => company.event(id, outcomes[at % 3] ?? "failed"));
  assert.equal(winners.length, 1);
  assert.deepEqual(
    refusals,
    Array.from({ length: 19 }, () => "INVALID_EXPORT_JOB_STATUS_CHANGE"),
  );
  assert.deepEqual(await company.job(id), winners[0]);
  await assertInvariants(company);
});

test("an unknown job, or another company's, is not found", async () => {
  const [company, other] = [await JobCompany.create(db), await JobCompany.create(db)];
  const { id } = await other.create([1]);
  for (const jobId of [id, entryId(99)]) {
    await assert.rejects(company.event(jobId, "started"), { code: "EXPORT_NOT_FOUND" });
    await assert.rejects(company.cancel(jobId), { code: "EXPORT_NOT_FOUND" });
    await assert.rejects(company.job(jobId), { code: "EXPORT_NOT_FOUND" });
  }
  assert.equal((await other.job(id)).status, "pending");
});
