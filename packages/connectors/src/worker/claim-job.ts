import type { ExportJob } from "@ledgerport/sdk";
import {
  ConnectionError,
  InvalidExportJobStatusChangeError,
  NotFoundError,
  UnknownOutcomeError,
} from "@ledgerport/sdk";
import { type Run, step } from "./run-state.ts";

/** A job that this worker has: fresh, or begun by an earlier worker. */
export interface ClaimedJob {
  job: ExportJob;
  /** Items may have outcomes already. */
  resumed: boolean;
}

/** The company's pending and running jobs. */
export async function unfinishedJobs(run: Run): Promise<ExportJob[]> {
  const { client, companyId } = run.options;
  const page = await client.exportJobs.list(
    { statuses: ["pending", "in_progress"], limit: 100, ...(companyId !== undefined && { companyId }) },
    run.signal === undefined ? undefined : { signal: run.signal },
  );
  return page.data;
}

/**
 * Claims the first of `jobs` that can be had. A job in progress is resumed when the target's claims name it (whoever
 * noted it held the target's lock, which is ours now, so it is dead or done), or when the options say so.
 */
export async function claimJob(run: Run, jobs: readonly ExportJob[]): Promise<ClaimedJob | undefined> {
  for (const job of jobs) {
    if (job.status === "pending") {
      const claimed = await claimPending(run, job);
      if (claimed !== undefined) return claimed;
    } else if (await mayResume(run, job)) {
      return { job, resumed: true };
    }
  }
  return undefined;
}

async function mayResume(run: Run, job: ExportJob): Promise<boolean> {
  if (run.options.resume === true) return true;
  return (await run.options.target.claims?.has(job.id)) === true;
}

/** The note goes first: a claim that nobody remembers would hold up the company until the job expires. */
async function claimPending(run: Run, job: ExportJob): Promise<ClaimedJob | undefined> {
  const { client, target } = run.options;
  await target.claims?.add(job.id);
  await step(run, "claim_noted");
  try {
    await client.exportJobEvents.started(job.id);
  } catch (error) {
    // The job is in progress, and it was pending a moment ago: with this worker's event on its way, take it as ours.
    if (error instanceof UnknownOutcomeError) return { job, resumed: true };
    if (!(error instanceof ConnectionError)) await target.claims?.remove(job.id);
    if (error instanceof InvalidExportJobStatusChangeError || error instanceof NotFoundError)
      return undefined;
    throw error;
  }
  await step(run, "claimed");
  return { job, resumed: false };
}
