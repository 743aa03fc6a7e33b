import type { CallOptions, Client, Clock, ExportJob, ExportJobItemStatus } from "@ledgerport/sdk";

/** How many of a job's items stand where. */
export type ItemCounts = Readonly<Record<ExportJobItemStatus, number>>;

/** A job and its items' counts. */
export interface JobState {
  job: ExportJob;
  items: ItemCounts;
}

const ITEM_STATUSES = ["pending", "in_progress", "failed", "successful", "abandoned"] as const;

/** Reads a job, and counts its items by status. */
export async function readJobState(client: Client, jobId: string, call: CallOptions = {}): Promise<JobState> {
  const job = await client.exportJobs.get(jobId, call);
  const count = async (status: ExportJobItemStatus): Promise<[string, number]> => {
    const { pagination } = await client.exportJobs.items.list(jobId, { status, limit: 0 }, call);
    return [status, pagination.total ?? 0];
  };
  const counts: Partial<ItemCounts> = Object.fromEntries(await Promise.all(ITEM_STATUSES.map(count)));
  const none = { pending: 0, in_progress: 0, failed: 0, successful: 0, abandoned: 0 };
  return { job, items: { ...none, ...counts } };
}

/** Whether nothing will happen to the job any more. */
export function isFinished(job: ExportJob): boolean {
  return job.status !== "pending" && job.status !== "in_progress";
}

/** How a job is watched. */
export interface WatchOptions {
  clock: Clock;
  /** Milliseconds between two looks, each of which costs six requests. */
  everyMs: number;
  onState(state: JobState): void;
  call?: CallOptions;
}

/** Looks at a job until it is finished, and returns its last state. Rejects when the call is aborted. */
export async function watchJob(client: Client, jobId: string, options: WatchOptions): Promise<JobState> {
  for (;;) {
    const state = await readJobState(client, jobId, options.call);
    options.onState(state);
    if (isFinished(state.job)) return state;
    await options.clock.sleep(options.everyMs, options.call?.signal);
  }
}
