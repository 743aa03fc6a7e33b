import assert from "node:assert/strict";
import { test } from "node:test";
import { createExportWorker, type RunSummary } from "../src/index.ts";
import { FakeServer } from "./support/fake-server.ts";
import { exportItem } from "./support/items.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { MemoryTarget } from "./support/memory-target.ts";

const POLL_EVERY_MS = 1000;

/** A running worker without a job to begin with. */
function setUp() {
  const server = new FakeServer();
  const clock = new ManualClock();
  const stop = new AbortController();
  const outcomes: RunSummary["outcome"][] = [];
  let ended = Promise.withResolvers<void>();
  const worker = createExportWorker({
    client: server.client,
    target: new MemoryTarget(),
    clock,
    pollEveryMs: POLL_EVERY_MS,
    onRun({ outcome }) {
      outcomes.push(outcome);
      if (outcome === "no_job") ended.resolve();
    },
  });
  return {
    server,
    clock,
    outcomes,
    worker,
    start: () => worker.run(stop.signal),
    stop: () => stop.abort(),
    /** Resolves when a pass finds nothing more to do. */
    idle: async () => {
      await ended.promise;
      ended = Promise.withResolvers();
    },
  };
}

test("a worker that is woken makes its pass at once, and goes on looking by itself", async () => {
  const { server, clock, outcomes, worker, start, stop, idle } = setUp();
  const running = start();
  await idle();
  server.createJob([exportItem(1)]);
  worker.wake();
  await idle();
  assert.deepEqual(outcomes, ["no_job", "finished", "no_job"]);
  assert.equal(server.jobs[0]?.status, "completed");
  await Promise.resolve();
  assert.equal(clock.sleeping, 1, "the pause that was ended has left nothing behind");
  clock.advance(POLL_EVERY_MS);
  await idle();
  assert.deepEqual(outcomes, ["no_job", "finished", "no_job", "no_job"]);
  stop();
  await running;
});

test("calls in the middle of a pass come to one more pass right after it", async () => {
  const { server, clock, outcomes, worker, start, stop, idle } = setUp();
  server.after = (call) => {
    if (call !== "jobs" || outcomes.length > 0) return;
    server.createJob([exportItem(1)]);
    // The list of jobs has been read: without another pass this job would wait for a whole pause.
    for (let calls = 0; calls < 3; calls += 1) worker.wake();
  };
  const running = start();
  await idle();
  await idle();
  assert.deepEqual(outcomes, ["no_job", "finished", "no_job"]);
  await Promise.resolve();
  assert.equal(clock.sleeping, 1);
  stop();
  await running;
});

test("a stopped worker that is woken stays stopped", async () => {
  const { outcomes, worker, start, stop, idle } = setUp();
  const running = start();
  await idle();
  stop();
  await running;
  worker.wake();
  assert.deepEqual(outcomes, ["no_job"]);
});
