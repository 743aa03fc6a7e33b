import type {
  Clock,
  ExportJob,
  ExportJobFailure,
  ExportJobItemFailureReasonType,
  ExportJobItemUpdateError,
} from "@ledgerport/sdk";
import type { Target } from "../targets/target.ts";
import type { WorkerClient } from "./client.ts";

/**
 * Where a worker is in its work: just after `detected` a job, `claim_noted` in the target's claims, `claimed` it,
 * `page_read`, `posted` a page, before `reporting` and after `reported` a batch, before `finishing` and after
 * `finished`. A crash at any of them must do no harm, which tests show by killing the process there.
 */
export type WorkerStep =
  | "detected"
  | "claim_noted"
  | "claimed"
  | "page_read"
  | "posted"
  | "reporting"
  | "reported"
  | "finishing"
  | "finished";

/** How far a worker is with a job. */
export interface ExportProgress {
  job: ExportJob;
  /** Items whose outcome the server knows, out of `job.numberOfItems`. */
  reported: number;
  successful: number;
  failed: number;
}

/** One item that could not be posted. */
export interface FailedItem {
  accountingEntryId: string;
  failureReasonType: ExportJobItemFailureReasonType;
  failureReason: string;
}

/**
 * What one pass came to:
 * - `no_job`: the company has no pending or running job.
 * - `left_alone`: it has one, but another worker has claimed it.
 * - `finished`: this worker finished it, or had to fail it; `job.status` says which.
 * - `overtaken`: it ended meanwhile without this worker (expired, cancelled). `unreported` items had been dealt with.
 * - `stopped`: the worker was asked to stop; the job waits to be resumed.
 */
export type RunOutcome = "no_job" | "left_alone" | "finished" | "overtaken" | "stopped";

/** One pass of a worker. */
export interface RunSummary {
  outcome: RunOutcome;
  /** The job as it was when the pass ended. */
  job?: ExportJob;
  /** Why the target could not be used, when the job failed for that. */
  targetFailure?: ExportJobFailure;
  /** Items posted in this pass. */
  posted: number;
  /** Items that the target had already, from an earlier pass or an earlier export. */
  alreadyThere: number;
  /** Items that could not be posted. */
  failed: FailedItem[];
  /** Items with an outcome that the server did not take. */
  unreported: number;
  /** Why the server did not take some of them. */
  refused: ExportJobItemUpdateError[];
}

/** What a worker needs. */
export interface ExportWorkerOptions {
  client: WorkerClient;
  target: Target;
  /** Needed with an organisation's key. */
  companyId?: string;
  /** Items read and reported at a time, 1 to 100: 100 when left out. */
  batchSize?: number;
  /** The machine's clock when left out. */
  clock?: Clock;
  /** Milliseconds between two looks for a job: 5,000 when left out. */
  pollEveryMs?: number;
  /**
   * Also resume a job in progress that is not noted in the target's claims. Only for when it is known that no other
   * worker is at work on the company's jobs.
   */
  resume?: boolean;
  onProgress?: (progress: ExportProgress) => void;
  /** Told how each pass of `run` ended; awaited before the next. */
  onRun?: (summary: RunSummary) => void | Promise<void>;
  /** Told why a pass of `run` broke off; the next one tries again. */
  onProblem?: (error: Error) => void;
  /** Called, and awaited, at each step. For tests. */
  onStep?: (step: WorkerStep) => void | Promise<void>;
}
