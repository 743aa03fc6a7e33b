import type { CallOptions, Client, ExportJob, ExportJobStatus, Vendor } from "@ledgerport/sdk";
import { CommandError, exitCodes, UsageError } from "../exit-codes.ts";
import { vendorBasedByMethod } from "../server/vendor-based.ts";

/** Items of one update at most (contract 3.3). */
const LARGEST_UPDATE = 100;

/** Whose objects an event is brought about with. */
export interface TriggerContext {
  client: Client;
  call: CallOptions;
  companyId: () => Promise<string>;
  /** Entries of a job that is created. */
  entries: number;
}

type Trigger = (context: TriggerContext) => Promise<ExportJob>;

/** How each event is brought about, with what the company has. All of it is real. */
const TRIGGERS: Readonly<Record<string, Trigger>> = {
  "export-job.created": create,
  "export-job.started": async (context) => {
    const job = await findJob(context, ["pending"], "pending", "trigger export-job.created first");
    await context.client.exportJobEvents.started(job.id, context.call);
    return job;
  },
  "export-job.completed": async (context) => {
    const job = await runningJob(context);
    await reportAllSuccessful(context, job);
    await context.client.exportJobEvents.completed(job.id, context.call);
    return job;
  },
  "export-job.completed_with_errors": async (context) => {
    const job = await runningJob(context);
    await context.client.exportJobEvents.completedWithErrors(job.id, context.call);
    return job;
  },
  "export-job.failed": async (context) => {
    const job = await findJob(
      context,
      ["pending", "in_progress"],
      "unfinished",
      "trigger export-job.created first",
    );
    const failureReason = "Failed on purpose, by webhooks trigger";
    await context.client.exportJobEvents.failed(job.id, { failureReason }, context.call);
    return job;
  },
};

const VENDOR_CREATED = "vendor.created";

/** What can be triggered. */
export const TRIGGERABLE = [...Object.keys(TRIGGERS), VENDOR_CREATED];

/**
 * Brings an event about, named in any version and spelling or without a version, and gives the job or vendor as it is
 * then. Throws UsageError for another name, CommandError when the company has nothing suitable.
 */
export async function trigger(eventType: string, context: TriggerContext): Promise<ExportJob | Vendor> {
  const name = eventType.replace(/^v[1-3]\./, "").replace(/^export\.job-/, "export-job.");
  if (name === VENDOR_CREATED) return draftVendor(context);
  const work = Object.hasOwn(TRIGGERS, name) ? TRIGGERS[name] : undefined;
  if (work === undefined) {
    throw new UsageError(`"${eventType}" can't be triggered; these can: ${TRIGGERABLE.join(", ")}`);
  }
  const job = await work(context);
  return context.client.exportJobs.get(job.id, context.call);
}

async function draftVendor({ client, call, companyId }: TriggerContext): Promise<Vendor> {
  const { defaultCurrency } = await client.platform.companies.get(await companyId(), call);
  return client.vendors.create({ name: "Drafted by webhooks trigger", defaultCurrency }, call);
}

async function create(context: TriggerContext): Promise<ExportJob> {
  const { client, call, companyId, entries } = context;
  const [unfinished] = await jobsIn({ client, call }, ["pending", "in_progress"]);
  if (unfinished !== undefined) {
    const what = `Job ${unfinished.id} is ${unfinished.status}, and a company has one unfinished job at a time`;
    throw new CommandError(exitCodes.failed, `${what}: trigger export-job.failed first, or finish it`);
  }
  const filter = { exportStatus: "NOT_EXPORTED", limit: entries } as const;
  const { data } = await client.platform.entries.list(await companyId(), filter, call);
  if (data.length === 0) {
    throw new CommandError(exitCodes.failed, "The company has no entry that is not exported: import one");
  }
  const accountingEntryIds = data.map((entry) => entry.id);
  const options = { vendorBasedBookkeeping: await vendorBasedByMethod(context) };
  return client.exportJobs.create({ accountingEntryIds, options }, call);
}

function runningJob(context: TriggerContext): Promise<ExportJob> {
  return findJob(context, ["in_progress"], "running", "trigger export-job.started first");
}

async function findJob(
  context: TriggerContext,
  statuses: readonly ExportJobStatus[],
  what: string,
  advice: string,
): Promise<ExportJob> {
  const [job] = await jobsIn(context, statuses);
  if (job !== undefined) return job;
  throw new CommandError(exitCodes.failed, `The company has no ${what} export job: ${advice}`);
}

async function jobsIn(
  { client, call }: Pick<TriggerContext, "client" | "call">,
  statuses: readonly ExportJobStatus[],
): Promise<ExportJob[]> {
  return (await client.exportJobs.list({ statuses, limit: 1 }, call)).data;
}

/** Without this the server would make the job completed_with_errors. */
async function reportAllSuccessful({ client, call }: TriggerContext, job: ExportJob): Promise<void> {
  const items = await Array.fromAsync(client.exportJobs.items.listAll(job.id, {}, call));
  const open = items.filter((item) => item.status !== "successful");
  for (let from = 0; from < open.length; from += LARGEST_UPDATE) {
    const updates = open
      .slice(from, from + LARGEST_UPDATE)
      .map(({ accountingEntryId }) => ({ accountingEntryId, status: "successful" as const }));
    await client.exportJobs.items.update(job.id, updates, call);
  }
}
