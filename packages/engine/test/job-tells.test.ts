import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { RecordedEvent } from "../src/events/model.ts";
import { listEvents } from "../src/events/queries.ts";
import { exportJobImage } from "../src/jobs/events.ts";
import { sweepOverdueJobs } from "../src/jobs/finish.ts";
import type { ExportJob } from "../src/jobs/model.ts";
import { JobCompany } from "./support/job-company.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

/** Without settling anything first: what is told is told by the change itself. */
async function told(company: JobCompany): Promise<RecordedEvent[]> {
  const input = { companyId: company.id, after: 0, limit: 1000 };
  return (await db.database.read({ companyId: company.id }, (sql) => listEvents(sql, input))).events;
}

async function assertTold(company: JobCompany, type: string, job: ExportJob): Promise<void> {
  const last = (await told(company)).at(-1);
  assert.equal(last?.type, type);
  assert.deepEqual(JSON.parse(last?.data ?? ""), exportJobImage(job));
}

test("created, started and completed are told as they happen, with the job as it is then", async () => {
  const company = await JobCompany.create(db, 1);
  const created = await company.create([1]);
  await assertTold(company, "export-job.created", created);
  db.clock.advance(1500);
  await assertTold(company, "export-job.started", await company.event(created.id, "started"));
  await company.set(created.id, "successful", 1);
  db.clock.advance(1500);
  await assertTold(company, "export-job.completed", await company.event(created.id, "completed"));
  assert.equal((await told(company)).length, 3);
});

test("a job told to be completed is told with what its items show", async () => {
  const company = await JobCompany.create(db, 2);
  const { id } = await company.running(1, 2);
  await company.set(id, "successful", 1);
  await assertTold(company, "export-job.completed_with_errors", await company.event(id, "completed"));
});

test("a failed job is told with its reason, a cancelled one too", async () => {
  const company = await JobCompany.create(db, 1);
  const { id } = await company.create([1]);
  const failed = await company.event(id, "failed", {
    failureReason: "no",
    failureReasonType: "service_timeout",
  });
  await assertTold(company, "export-job.failed", failed);
  const cancelled = await company.cancel((await company.create([1])).id);
  assert.equal(cancelled.failureReasonType, "canceled_by_user");
  await assertTold(company, "export-job.failed", cancelled);
});

test("an expired job is told once, whoever finds it: the sweep, a reader, or the next job", async () => {
  const finders: ((company: JobCompany) => Promise<unknown>)[] = [
    () => sweepOverdueJobs(db.database, 100),
    (company) => company.jobs(),
    (company) => company.create([1]),
  ];
  for (const find of finders) {
    const company = await JobCompany.create(db, 1);
    const { id } = await company.create([1]);
    db.clock.advance(3_600_000);
    await find(company);
    await find(company).catch(() => undefined);
    const failures = (await told(company)).filter(({ type }) => type === "export-job.failed");
    assert.equal(failures.length, 1);
    assert.deepEqual(JSON.parse(failures[0]?.data ?? ""), exportJobImage(await company.job(id)));
  }
});

test("what is refused is not told", async () => {
  const company = await JobCompany.create(db, 1);
  const { id } = await company.create([1]);
  await assert.rejects(company.create([1]));
  await assert.rejects(company.event(id, "completed"));
  await company.event(id, "failed");
  await assert.rejects(company.cancel(id));
  await assert.rejects(company.create([1, 99]));
  assert.deepEqual(
    (await told(company)).map(({ sequence, type }) => [sequence, type]),
    [
      [1, "export-job.created"],
      [2, "export-job.failed"],
    ],
  );
});
