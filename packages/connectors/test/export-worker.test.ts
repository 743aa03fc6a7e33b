import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, ForbiddenError, UnauthorizedError } from "@ledgerport/sdk";
import {
  createExportWorker,
  type ExportProgress,
  ItemFailure,
  TargetError,
  TargetInUse,
  TargetUnavailable,
} from "../src/index.ts";
import { FakeServer } from "./support/fake-server.ts";
import { entryId, exportItem } from "./support/items.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { MemoryTarget } from "./support/memory-target.ts";

function setUp(count: number, parallelPosts?: number) {
  const server = new FakeServer();
  const job = server.createJob(Array.from({ length: count }, (_, index) => exportItem(index + 1)));
  const target = new MemoryTarget(parallelPosts);
  const clock = new ManualClock();
  return { server, job, target, clock, options: { client: server.client, target, clock } };
}

test("a job is claimed, posted in its order, reported in batches of up to 100, and completed", async () => {
  const { server, job, target, options } = setUp(250);
  const progress: ExportProgress[] = [];
  const worker = createExportWorker({ ...options, onProgress: (state) => progress.push(state) });
  const summary = await worker.runOnce();
  assert.equal(summary.outcome, "finished");
  assert.equal(summary.job?.status, "completed");
  assert.equal(summary.posted, 250);
  assert.equal(summary.unreported, 0);
  assert.deepEqual(
    target.posted,
    Array.from({ length: 250 }, (_, index) => entryId(index + 1)),
  );
  assert.deepEqual(server.counts(job), { successful: 250 });
  assert.ok(server.updates.length <= 4);
  assert.equal(server.items.get(job.id)?.[0]?.externalId, `X-${entryId(1)}`);
  assert.equal(server.items.get(job.id)?.[0]?.externalUrl, "https://erp.example/x");
  assert.equal(progress.at(-1)?.reported, 250);
});

test("a second pass finds no job and posts nothing", async () => {
  const { target, options } = setUp(3);
  await createExportWorker(options).runOnce();
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.outcome, "no_job");
  assert.equal(target.posted.length, 3);
});

test("a bad item fails alone, with its reason, and the job is completed with errors", async () => {
  const { server, job, target, options } = setUp(5);
  target.before = (item) => {
    if (item.accountingEntryId === entryId(3)) throw new ItemFailure("account_unknown", "No such account.");
  };
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.job?.status, "completed_with_errors");
  assert.deepEqual(summary.failed, [
    {
      accountingEntryId: entryId(3),
      failureReasonType: "account_unknown",
      failureReason: "No such account.",
    },
  ]);
  assert.deepEqual(server.counts(job), { successful: 4, failed: 1 });
  assert.equal(server.items.get(job.id)?.[2]?.failureReason, "No such account.");
});

test("an unknown outcome is found out by looking: posted counts as posted, not posted fails", async () => {
  const { server, job, target, options } = setUp(3);
  target.before = (item) => {
    if (item.accountingEntryId === entryId(1)) throw new Error("lost before");
  };
  target.after = (item) => {
    if (item.accountingEntryId === entryId(2)) throw new Error("lost after");
  };
  const summary = await createExportWorker(options).runOnce();
  assert.deepEqual(server.counts(job), { successful: 2, failed: 1 });
  assert.deepEqual(
    summary.failed.map(({ failureReasonType, failureReason }) => [failureReasonType, failureReason]),
    [["unexpected_failure", "lost before"]],
  );
});

test("an entry that the target has from an earlier export is reported with its id, not posted again", async () => {
  const { server, job, target, options } = setUp(3);
  target.posted.push(entryId(2));
  const summary = await createExportWorker(options).runOnce();
  assert.deepEqual(target.posted, [entryId(2), entryId(1), entryId(3)]);
  assert.deepEqual([summary.posted, summary.alreadyThere], [2, 1]);
  assert.equal(server.items.get(job.id)?.[1]?.externalId, `X-${entryId(2)}`);
});

test("a target that stops working fails the job with its reason; what was posted before is reported", async () => {
  const { server, job, target, options } = setUp(250);
  target.before = (item) => {
    if (item.accountingEntryId === entryId(120)) {
      throw new TargetUnavailable("accounting_system_unreachable", "The disk is full.");
    }
  };
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.outcome, "finished");
  assert.equal(summary.job?.status, "failed");
  assert.equal(summary.job?.failureReasonType, "accounting_system_unreachable");
  assert.equal(summary.job?.failureReason, "The disk is full.");
  assert.equal(summary.unreported, 0);
  assert.equal(server.counts(job).successful, target.posted.length);
  assert.equal(server.counts(job).abandoned, 250 - target.posted.length);
});

test("a target that can't be used fails the pending job with what to do", async () => {
  const { target, options } = setUp(3);
  target.onCheck = () => {
    throw new TargetError("invalid_configuration", "Its directory does not exist.");
  };
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.job?.status, "failed");
  assert.equal(summary.job?.failureReasonType, "invalid_configuration");
  assert.deepEqual(target.posted, []);
});

test("while another worker has the target, no job is touched", async () => {
  const { job, target, options } = setUp(3);
  target.onCheck = () => {
    throw new TargetInUse("Another worker has it.");
  };
  await assert.rejects(createExportWorker(options).runOnce(), TargetInUse);
  assert.equal(job.status, "pending");
});

test("a job that another worker claimed first is left alone, also when it is seen in progress", async () => {
  const { server, job, target, options } = setUp(3);
  server.before = (call) => {
    if (call === "event") job.status = "in_progress";
  };
  assert.equal((await createExportWorker(options).runOnce()).outcome, "left_alone");
  assert.equal((await createExportWorker(options).runOnce()).outcome, "left_alone");
  assert.deepEqual(target.posted, []);
});

test("with resume, a job in progress is taken over: what succeeded is not posted again, the rest is", async () => {
  const { server, job, target, options } = setUp(250);
  job.status = "in_progress";
  for (const item of server.items.get(job.id)?.slice(0, 130) ?? []) item.status = "successful";
  const summary = await createExportWorker({ ...options, resume: true }).runOnce();
  assert.equal(summary.job?.status, "completed");
  assert.equal(target.posted.length, 120);
});

test("a job that ends meanwhile stops the worker, which says what was not reported", async () => {
  const { server, job, target, options } = setUp(300);
  let updates = 0;
  server.before = (call) => {
    if (call === "update" && ++updates === 2) server.end(job, { failureReasonType: "job_expired" });
  };
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.outcome, "overtaken");
  assert.equal(summary.job?.failureReasonType, "job_expired");
  assert.equal(server.counts(job).successful, 100);
  assert.equal(summary.unreported, target.posted.length - 100);
});

test("what was posted for an expired job is not posted again for the next one", async () => {
  const { server, job, target, options } = setUp(100);
  server.before = (call) => {
    if (call === "update") server.end(job, { failureReasonType: "job_expired" });
  };
  await createExportWorker(options).runOnce();
  server.before = () => undefined;
  const next = server.createJob(Array.from({ length: 100 }, (_, index) => exportItem(index + 1)));
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.alreadyThere, 100);
  assert.equal(target.posted.length, 100);
  assert.deepEqual(server.counts(next), { successful: 100 });
});

test("items that the server refuses are named, and the job is not called completed", async () => {
  const { server, job, options } = setUp(3);
  server.items.get(job.id)?.splice(1, 1);
  job.numberOfItems = 3;
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.unreported, 1);
  assert.deepEqual(
    summary.refused.map((error) => error.type),
    ["ACCOUNTING_ENTRY_DOES_NOT_EXIST"],
  );
});

test("a key that may not read export items fails the job; one that is no longer good is told to the caller", async () => {
  const refusal = { status: 403, type: "FORBIDDEN", message: "The scope export-items:read is missing." };
  const { server, options } = setUp(3);
  server.before = (call) => {
    if (call === "exportItems") throw new ForbiddenError(refusal);
  };
  const summary = await createExportWorker(options).runOnce();
  assert.equal(summary.job?.failureReasonType, "authorization_failure");
  assert.equal(summary.job?.failureReason, refusal.message);
  const other = setUp(3);
  other.server.before = (call) => {
    if (call !== "jobs" && other.job.status === "in_progress")
      throw new UnauthorizedError({ ...refusal, status: 401 });
  };
  await assert.rejects(createExportWorker(other.options).runOnce(), UnauthorizedError);
});

test("a job never falls silent: with a slow target, the worker renews it before a third of its time is over", () =>
  assertRenewed(0));

test("a job does not fall silent when the worker's clock is set back by hours", () =>
  assertRenewed(-2 * 3600));

/** Asserts that the worker renews a job in time; while it posts, its clock is set by so many seconds. */
async function assertRenewed(setBy: number): Promise<void> {
  const { server, job, target, clock, options } = setUp(3, 1);
  job.expiresIn = 90;
  const posting = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  target.before = () => {
    posting.resolve();
    return release.promise;
  };
  const renewed = Promise.withResolvers<void>();
  server.after = (call) => {
    if (call === "update") renewed.resolve();
  };
  const pass = createExportWorker(options).runOnce();
  await posting.promise;
  clock.set(setBy * 1000);
  clock.advance(30_000);
  await renewed.promise;
  assert.deepEqual(server.updates, [[{ accountingEntryId: entryId(1), status: "in_progress" }]]);
  release.resolve();
  assert.equal((await pass).job?.status, "completed");
  assert.equal(clock.sleeping, 0);
}

test("a target that takes one post at a time never gets two", async () => {
  const { target, options } = setUp(20, 1);
  target.before = () => Promise.resolve();
  await createExportWorker(options).runOnce();
  assert.equal(target.mostAtOnce, 1);
});

test("asked to stop, a worker reports what it has posted and leaves the job to be resumed", async () => {
  const { server, job, target, options } = setUp(300);
  const stop = new AbortController();
  target.after = (item) => {
    if (item.accountingEntryId === entryId(150)) stop.abort();
  };
  const summary = await createExportWorker(options).runOnce(stop.signal);
  assert.equal(summary.outcome, "stopped");
  assert.equal(job.status, "in_progress");
  assert.equal(server.counts(job).successful, target.posted.length);
  target.after = () => undefined;
  const next = await createExportWorker({ ...options, resume: true }).runOnce();
  assert.equal(next.job?.status, "completed");
  assert.equal(target.posted.length, 300);
});

test("a running worker looks again after each pause, outlives a lost connection, and ends when told to", async () => {
  const { server, target, clock, options } = setUp(3);
  const stop = new AbortController();
  const outcomes: string[] = [];
  const idle = Promise.withResolvers<void>();
  let looks = 0;
  server.before = (call) => {
    if (call === "jobs" && ++looks === 1) throw new ConnectionError("lost");
  };
  const problem = Promise.withResolvers<Error>();
  const worker = createExportWorker({
    ...options,
    pollEveryMs: 1000,
    onProblem: problem.resolve,
    onRun: ({ outcome }) => {
      outcomes.push(outcome);
      if (outcome === "no_job") idle.resolve();
    },
  });
  const running = worker.run(stop.signal);
  assert.match((await problem.promise).message, /lost/);
  await Promise.resolve();
  assert.deepEqual(target.posted, []);
  clock.advance(1000);
  await idle.promise;
  assert.deepEqual(outcomes, ["finished", "no_job"]);
  stop.abort();
  await running;
});
