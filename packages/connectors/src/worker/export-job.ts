import {
  ExportJobNotFoundError,
  ExportJobStatusUnprocessableError,
  InvalidExportJobStatusChangeError,
  systemClock,
} from "@ledgerport/sdk";
import type { ExportJob, ExportJobFailure } from "@ledgerport/sdk";
import type { ClaimedJob } from "./claim-job.ts";
import { TargetError } from "../targets/target.ts";
import { readCompanyBooks, unknownAccounts } from "./company-books.ts";
import { itemPages, type SettledEntries, settledEntries } from "./item-pages.ts";
import { jobFailure } from "./job-failure.ts";
import type { RunSummary } from "./options.ts";
import { postItems } from "./post-items.ts";
import { Reporter } from "./reporter.ts";
import { type Run, step, summaryOf } from "./run-state.ts";

/**
 * Takes a claimed job to its end. Rejects when the server can't be reached or the program fails; the job can then be
 * resumed.
 */
export async function exportJob(run: Run, { job, resumed }: ClaimedJob): Promise<RunSummary> {
  try {
    const allSuccessful = await exportItems(run, job, resumed);
    if (allSuccessful === "stopped") return summaryOf(run, "stopped", job);
    await step(run, "finishing");
    const events = run.options.client.exportJobEvents;
    await (allSuccessful ? events.completed(job.id) : events.completedWithErrors(job.id));
  } catch (error) {
    if (isOver(error)) return await ended(run, job, "overtaken");
    const failure = jobFailure(error);
    if (failure === undefined) throw error;
    return await failJob(run, job, failure, error);
  }
  return await ended(run, job, "finished");
}

/** Gives `job` up. Rejects with `cause` when the server does not even take that. */
export async function failJob(
  run: Run,
  job: ExportJob,
  failure: ExportJobFailure,
  cause: unknown,
): Promise<RunSummary> {
  try {
    await step(run, "finishing");
    await run.options.client.exportJobEvents.failed(job.id, failure);
  } catch (error) {
    if (isOver(error)) return await ended(run, job, "overtaken");
    throw cause;
  }
  const summary = await ended(run, job, "finished");
  return cause instanceof TargetError ? { ...summary, targetFailure: failure } : summary;
}

const NOTHING_SETTLED: SettledEntries = { successful: 0, skip: new Set() };

/** Posts and reports all items of a job. Returns whether all are successful. */
async function exportItems(run: Run, job: ExportJob, resumed: boolean): Promise<boolean | "stopped"> {
  const { target } = run.options;
  if (target.prepare !== undefined) await target.prepare(await readCompanyBooks(run, job.companyId));
  const settled = resumed ? await settledEntries(run, job.id) : NOTHING_SETTLED;
  const reporter = new Reporter(run, job, run.options.clock ?? systemClock, settled.successful);
  try {
    for await (const page of itemPages(run, job.id)) {
      await step(run, "page_read");
      const items = page.filter((item) => !settled.skip.has(item.accountingEntryId));
      const reasons = await unknownAccounts(run, items);
      const broken = await postItems(run.options.target, items, reporter, reasons);
      if (broken !== undefined) {
        await reporter.flush();
        throw broken;
      }
      await step(run, "posted");
      await reporter.room();
      if (run.signal?.aborted === true) break;
    }
    await reporter.flush();
  } catch (error) {
    if (run.signal?.aborted !== true) throw error;
    await reporter.flush();
  } finally {
    await reporter.end();
  }
  return run.signal?.aborted === true ? "stopped" : reporter.successful === job.numberOfItems;
}

/** Reads back how the job ended, and forgets the claim. */
async function ended(run: Run, job: ExportJob, outcome: "finished" | "overtaken"): Promise<RunSummary> {
  const { client, target } = run.options;
  await step(run, "finished");
  // A note of a finished job does no harm, so a failure to remove it is none of the job's.
  await target.claims?.remove(job.id).catch(() => undefined);
  return summaryOf(run, outcome, await client.exportJobs.get(job.id));
}

/** Whether `error` says that the job is finished, or gone. */
function isOver(error: unknown): boolean {
  return (
    error instanceof ExportJobStatusUnprocessableError ||
    error instanceof InvalidExportJobStatusChangeError ||
    error instanceof ExportJobNotFoundError
  );
}
