import { UnknownOutcomeError } from "../errors/base.ts";
import type { Settled } from "../http/transport.ts";
import type { ExportJob } from "../types/export-jobs.ts";

/** What a worker can report of a job. */
export type ExportJobEvent = "started" | "failed" | "completed" | "completed_with_errors";

/** The statuses that each finishing event leads to (contract 3.2: the true outcome decides which). */
const OUTCOMES: Record<Exclude<ExportJobEvent, "started">, readonly string[]> = {
  failed: ["failed"],
  completed: ["completed", "completed_with_errors"],
  completed_with_errors: ["completed", "completed_with_errors"],
};

/**
 * Whether an event whose answer was lost has taken effect, by the job read back. When it has not, sending it again is
 * safe: it takes effect, or the server says why it can't.
 * @throws UnknownOutcomeError for `started` on a job in progress: the job does not say which worker claimed it.
 */
export function settleEvent(event: ExportJobEvent, job: ExportJob): Settled<ExportJob> {
  if (event === "started") {
    if (job.status !== "in_progress") return "send again";
    throw new UnknownOutcomeError(
      `The answer to "started" was lost and job ${job.id} is in progress: claimed by this call or by another worker.`,
    );
  }
  return OUTCOMES[event].includes(job.status) ? { done: job } : "send again";
}
