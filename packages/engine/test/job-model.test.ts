import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import fc from "fast-check";
import { deleteEntry, reopenEntry, updateEntry } from "../src/entries/commands.ts";
import { expireOverdueJob, sweepOverdueJobs } from "../src/jobs/finish.ts";
import { DomainError } from "../src/shared/errors.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { assertEntryHistories } from "./support/replay.ts";
import { JobModel } from "./support/job-model.ts";
import { MODEL_ENTRIES, type Step, steps } from "./support/job-steps.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const UNKNOWN_JOB = entryId(0);
let notes = 0;

/** Takes a step in the real company and answers like the model; another error than the domain's is thrown. */
async function take(company: JobCompany, jobs: string[], step: Step): Promise<string[]> {
  try {
    return ["ok", ...(await perform(company, jobs, step))];
  } catch (error) {
    if (error instanceof DomainError) return [error.code];
    throw error;
  }
}

async function perform(company: JobCompany, jobs: string[], step: Step): Promise<string[]> {
  const jobId = (back: number): string => jobs.at(-1 - back) ?? UNKNOWN_JOB;
  switch (step.do) {
    case "create":
      jobs.push((await company.create(step.entries, { expiresIn: step.expiresIn })).id);
      return [];
    case "event":
      await company.event(jobId(step.job), step.event);
      return [];
    case "cancel":
      await company.cancel(jobId(step.job));
      return [];
    case "update": {
      const updates = step.updates.map(({ entry, status }) => ({
        accountingEntryId: entryId(entry),
        status,
      }));
      return (await company.update(jobId(step.job), ...updates)).errors.map((error) => error.type);
    }
    case "advance":
      db.clock.advance(step.seconds * 1000);
      return [];
    case "sweep":
      await sweepOverdueJobs(db.database, 100);
      return [];
    case "patch":
    case "reopen":
    case "delete":
      await touch(company, step.do, step.entry);
      return [];
  }
}

async function touch(
  company: JobCompany,
  what: "patch" | "reopen" | "delete",
  number: number,
): Promise<void> {
  const input = { companyId: company.id, id: entryId(number) };
  notes += 1;
  const patch = { note: `note ${notes}` };
  await expireOverdueJob(db.database, company.id);
  if (what === "patch") await company.write((tx) => updateEntry(tx, { ...input, patch }));
  else await company.write((tx) => (what === "reopen" ? reopenEntry(tx, input) : deleteEntry(tx, input)));
}

test("whatever is done, jobs, items and entries do what the contract says", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const company = await JobCompany.create(db, MODEL_ENTRIES);
      const model = new JobModel();
      const jobs: string[] = [];
      for (const [at, step] of sequence.entries()) {
        assert.deepEqual(await take(company, jobs, step), model.take(step), `step ${at}`);
      }
      await assertInvariants(company);
      assert.deepEqual(await company.entryStatuses(), model.entryStatuses());
      const real = await company.jobs();
      assert.deepEqual(
        real.map((job) => job.id),
        jobs,
      );
      for (const [at, expected] of model.jobStatuses().entries()) {
        const { id, status, numberOfItems } = real[at] ?? assert.fail("a job is missing");
        const items = await company.itemStatuses(id);
        assert.deepEqual({ status, items }, expected);
        assert.equal(numberOfItems, items.length);
      }
      await assertInvariants(company);
      await assertEntryHistories(company);
    }),
    { numRuns: 40 },
  );
});

test("whatever several do at once in a company, nothing is lost, doubled or locked for ever", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 5 }), async (sequences) => {
      const company = await JobCompany.create(db, MODEL_ENTRIES);
      const jobs: string[] = [];
      const working = sequences.map(async (sequence) => {
        for (const step of sequence) await take(company, jobs, step);
      });
      await Promise.all(working);
      await assertInvariants(company);
      const unfinished = (await company.jobs()).find((job) => job.completedAt === null);
      if (unfinished !== undefined) await company.cancel(unfinished.id);
      await assertInvariants(company);
      await assertEntryHistories(company);
      const statuses = await company.entryStatuses();
      assert.ok(
        statuses.every((status) => status === "EXPORTED" || status === "NOT_EXPORTED"),
        String(statuses),
      );
    }),
    { numRuns: 12 },
  );
});
