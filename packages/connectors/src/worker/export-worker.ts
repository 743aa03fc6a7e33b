import {
  ConnectionError,
  RateLimitError,
  ServerError,
  systemClock,
  UnknownOutcomeError,
} from "@ledgerport/sdk";
import { TargetError, TargetInUse } from "../targets/target.ts";
import { claimJob, unfinishedJobs } from "./claim-job.ts";
import { exportJob, failJob } from "./export-job.ts";
import { jobFailure } from "./job-failure.ts";
import type { ExportWorkerOptions, RunSummary } from "./options.ts";
import { Pause } from "./pause.ts";
import { newRun, type Run, step, summaryOf } from "./run-state.ts";

const LARGEST_BATCH = 100;
const POLL_EVERY_MS = 5_000;

/** Takes a company's export jobs into a target, one at a time. */
export interface ExportWorker {
  /**
   * One pass: finds a job, takes it to its end, and says what happened. When `signal` is aborted it finishes the
   * items in hand, reports them and leaves the job to be resumed.
   * Rejects with the SDK's error when the server can't be reached, with TargetInUse while another worker has the
   * target and a job waits, with TargetError when the target can't be used and no pending job is there to fail for it. Whatever it had begun is
   * resumed by the next pass, of this process or another.
   */
  runOnce(signal?: AbortSignal): Promise<RunSummary>;
  /** Passes, one after another, until `signal` is aborted. Rejects only with what waiting can't mend. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * There may be a job, as a webhook has told: `run` makes its next pass at once, or, in the middle of one, another
   * right after it. Many calls come to one pass. Looking every `pollEveryMs` goes on, for what nobody told of.
   */
  wake(): void;
}

/** Makes a worker. The target stays the caller's, to be closed after the last pass. */
export function createExportWorker(options: ExportWorkerOptions): ExportWorker {
  const { batchSize = LARGEST_BATCH, clock = systemClock, pollEveryMs = POLL_EVERY_MS } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > LARGEST_BATCH) {
    throw new TypeError(`batchSize must be a whole number from 1 to ${LARGEST_BATCH}.`);
  }
  const runOnce = (signal?: AbortSignal) => onePass(newRun(options, batchSize, signal));
  const pause = new Pause(clock);

  return {
    runOnce,
    async run(signal) {
      while (!signal.aborted) {
        let atOnce = false;
        pause.begin();
        try {
          const summary = await runOnce(signal);
          await options.onRun?.(summary);
          atOnce = summary.outcome === "finished";
        } catch (error) {
          if (signal.aborted) return;
          if (!mayPass(error)) throw error;
          options.onProblem?.(error);
        }
        if (!atOnce) await pause.wait(pollEveryMs, signal);
      }
    },
    wake: () => pause.end(),
  };
}

async function onePass(run: Run): Promise<RunSummary> {
  const jobs = await unfinishedJobs(run);
  const [first] = jobs;
  if (first === undefined) {
    await checkAhead(run);
    return summaryOf(run, "no_job");
  }
  await step(run, "detected");
  try {
    await run.options.target.check();
  } catch (error) {
    const failure = error instanceof TargetInUse ? undefined : jobFailure(error);
    const pending = jobs.find((job) => job.status === "pending");
    if (failure === undefined || pending === undefined) throw error;
    return await failJob(run, pending, failure, error);
  }
  const claimed = await claimJob(run, jobs);
  return claimed === undefined ? summaryOf(run, "left_alone", first) : await exportJob(run, claimed);
}

/** A target that can't be used is to be told of before the first job comes to it; that another worker has it is no fault. */
async function checkAhead(run: Run): Promise<void> {
  try {
    await run.options.target.check();
  } catch (error) {
    if (!(error instanceof TargetInUse)) throw error;
  }
}

function mayPass(error: unknown): error is Error {
  return (
    error instanceof ConnectionError ||
    error instanceof ServerError ||
    error instanceof RateLimitError ||
    error instanceof UnknownOutcomeError ||
    error instanceof TargetError
  );
}
