import type { LostSince } from "../http/server-time.ts";
import type { Settled } from "../http/transport.ts";
import type { CallOptions, Page } from "../types/common.ts";
import type { CreateExportJob, ExportJob, ListExportJobs } from "../types/export-jobs.ts";
import type { ListExportJobItems } from "../types/export-job-items.ts";

/** Reads jobs and their items back, in any version. */
interface JobsReader {
  list(input: ListExportJobs, call?: CallOptions): Promise<Page<ExportJob>>;
  readonly items: {
    list(
      jobId: string,
      input: ListExportJobItems,
      call?: CallOptions,
    ): Promise<Page<{ accountingEntryId: string }>>;
  };
}

/** Items compared at a time: the largest page. */
const PAGE = 100;
/** Pages of items compared at most, spread over the job, so that reading back a big job stays cheap. */
const MOST_PAGES = 10;
/** Newest jobs looked at: the lost one can only be among the last few. */
const NEWEST_JOBS = 10;

/**
 * Looks for the job that a lost request may have created: among the company's newest jobs one with the same entries
 * in the same order and the same options, that is running or was made since the request was first sent (a worker may
 * have finished it meanwhile; an older finished export of the same entries is another one).
 */
export async function findCreatedJob(
  jobs: JobsReader,
  asked: CreateExportJob,
  since: LostSince,
  call: CallOptions | undefined,
): Promise<Settled<ExportJob>> {
  const ids = [...new Set(asked.accountingEntryIds)];
  const newest = await jobs.list(
    {
      sortingKeys: ["createdAt"],
      sortingOrder: ["DESC"],
      limit: NEWEST_JOBS,
    },
    call,
  );
  for (const job of newest.data) {
    const running = job.status === "pending" || job.status === "in_progress";
    if (!running && !since.covers(job.createdAt)) continue;
    if (hasOptions(job, asked) && (await hasEntries(jobs, job, ids, call))) return { done: job };
  }
  return "send again";
}

function hasOptions(job: ExportJob, asked: CreateExportJob): boolean {
  return (
    job.isInteractive === (asked.isInteractive ?? true) &&
    job.vendorBasedBookkeeping === (asked.options?.vendorBasedBookkeeping ?? false)
  );
}

async function hasEntries(
  jobs: JobsReader,
  job: ExportJob,
  ids: readonly string[],
  call: CallOptions | undefined,
): Promise<boolean> {
  if (job.numberOfItems !== ids.length) return false;
  for (const offset of offsetsToCompare(ids.length)) {
    const page = await jobs.items.list(job.id, { offset, limit: PAGE }, call);
    const expected = ids.slice(offset, offset + PAGE);
    const same =
      page.data.length === expected.length &&
      page.data.every((item, index) => item.accountingEntryId === expected[index]?.toLowerCase());
    if (!same) return false;
  }
  return true;
}

/** Where the compared pages begin: all of them, or `MOST_PAGES` from the first to the last. */
function offsetsToCompare(count: number): number[] {
  const pages = Math.ceil(count / PAGE);
  const compared = Math.min(pages, MOST_PAGES);
  return Array.from({ length: compared }, (_, index) => {
    const page = compared === 1 ? 0 : Math.round((index * (pages - 1)) / (compared - 1));
    return page * PAGE;
  });
}
