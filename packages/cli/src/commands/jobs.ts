import {
  type ExportJob,
  type ExportJobStatus,
  InvalidExportJobStatusChangeError,
  type ListAllEntries,
  type PreflightExportJob,
  type RetryExportJob,
} from "@ledgerport/sdk";
import type { Command } from "commander";
import { CommandError, exitCodes, type ExitCode, UsageError } from "../exit-codes.ts";
import { type JobState, readJobState, watchJob } from "../server/watch-job.ts";
import type { ServerOptions } from "../server/connection.ts";
import { vendorBasedByMethod } from "../server/vendor-based.ts";
import { createProgress, noProgress } from "../terminal/progress.ts";
import { type FailureOptions, printFailures } from "../terminal/failures.ts";
import { readinessText } from "../terminal/readiness.ts";
import { facts, grouped, table } from "../terminal/table.ts";
import { addServerCommand, type ServerContext, type Setup, wholeNumber, withServer } from "./command.ts";
import { addListCommand } from "./list-command.ts";

interface CreateOptions extends ServerOptions {
  type?: string;
  from?: string;
  to?: string;
  /** Undefined: as the company's bookkeeping method demands. */
  vendorBased?: boolean;
  onlyReady?: boolean;
  dryRun?: boolean;
}

interface ListOptions extends ServerOptions {
  status?: string[];
}

interface ShowOptions extends ServerOptions, FailureOptions {}

interface RetryOptions extends ServerOptions {
  cause?: NonNullable<RetryExportJob["failureReasonType"]>;
}

interface WatchOptions extends ServerOptions {
  every: string;
}

/** `ledgerport jobs`. */
export function addJobs(program: Command, setup: Setup): void {
  const jobs = program.command("jobs").description("Export jobs");

  addServerCommand(jobs, {
    usage: "create [entryIds...]",
    summary: "Create an export job of the named entries, or of all that are not exported yet",
    examples: [
      "jobs create",
      "jobs create --from 2026-10-01 --to 2026-10-31 --type card_purchase",
      "jobs create 0197a3c2-7000-7b00-8c00-000000000001",
    ],
  })
    .option("--type <type>", "only entries of this type")
    .option("--from <date>", "only entries from this day on")
    .option("--to <date>", "only entries up to this day")
    .option("--vendor-based", "book through the company's vendors (default: when it has accounts payable)")
    .option("--no-vendor-based", "don't, whatever the company's bookkeeping method is")
    .option("--only-ready", "leave out entries that lack something, and wait")
    .option("--dry-run", "say what would fail, and create no job")
    .action((entryIds: string[], options: CreateOptions) =>
      withServer(setup, options, (context) => createJob(context, entryIds, options)),
    );

  addServerCommand(jobs, {
    usage: "list",
    summary: "List the company's export jobs, oldest first",
    examples: ["jobs list", "jobs list --status pending in_progress"],
  })
    .option("--status <status...>", "only jobs in these states")
    .action((options: ListOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const statuses = options.status as ExportJobStatus[] | undefined;
        const all = await Array.fromAsync(
          client.exportJobs.listAll(statuses === undefined ? {} : { statuses }, call),
        );
        const rows = all.map((job) => [job.id, job.status, job.createdAt, grouped(job.numberOfItems)]);
        print(all, table(["id", "status", "created", "items"], rows));
        return exitCodes.ok;
      }),
    );

  addListCommand(jobs, {
    usage: "show <id>",
    summary: "Show a job, how its items stand, and which failed and why; with --csv only what failed",
    examples: [
      "jobs show 0197a3c2-7200-7b00-8c00-000000000001 --all",
      "jobs show 0197a3c2-7200-7b00-8c00-000000000001 --csv > failures.csv",
    ],
  })
    .option("--all", "list all that failed, not only the first twenty")
    .action((id: string, options: ShowOptions) =>
      withServer(setup, options, async (context) => {
        const state = await readJobState(context.client, id, context.call);
        await printState(context, options, state);
        return exitCodes.ok;
      }),
    );

  addServerCommand(jobs, {
    usage: "watch <id>",
    summary: "Watch a job until it is finished; exits with 1 unless it is completed",
    examples: ["jobs watch 0197a3c2-7200-7b00-8c00-000000000001 --every 5"],
  })
    .option("--every <seconds>", "seconds between two looks", "2")
    .action((id: string, options: WatchOptions) =>
      withServer(setup, options, (context) => watch(context, id, wholeNumber(options.every, "--every", 1))),
    );

  addServerCommand(jobs, {
    usage: "cancel <id>",
    summary: "Cancel an unfinished job; what is exported stays exported",
    examples: ["jobs cancel 0197a3c2-7200-7b00-8c00-000000000001"],
  }).action((id: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      await client.platform.exportJobs.cancel(id, call).catch(async (error: unknown) => {
        if (!(error instanceof InvalidExportJobStatusChangeError)) throw error;
        throw alreadyEnded(await client.exportJobs.get(id, call));
      });
      print({ id, cancelled: true }, "Cancelled.\n");
      return exitCodes.ok;
    }),
  );

  addServerCommand(jobs, {
    usage: "retry <id>",
    summary: "Create a new job of what a finished one did not export",
    examples: [
      "jobs retry 0197a3c2-7200-7b00-8c00-000000000001",
      "jobs retry 0197a3c2-7200-7b00-8c00-000000000001 --cause vendor_unknown",
    ],
  })
    .option("--cause <type>", "only entries that failed for this cause, as jobs show names it")
    .action((id: string, { cause, ...options }: RetryOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const input = cause === undefined ? {} : { failureReasonType: cause };
        const job = await client.platform.exportJobs.retry(id, input, call);
        print(job, `${job.id}\n`);
        return exitCodes.ok;
      }),
    );
}

function alreadyEnded({ id, status, completedAt }: ExportJob): CommandError {
  const since = completedAt ? ` since ${completedAt}` : "";
  return new CommandError(
    exitCodes.refused,
    `The export job ${id} is ${status}${since}: nothing is left to cancel`,
  );
}

async function createJob(
  context: ServerContext,
  entryIds: readonly string[],
  options: CreateOptions,
): Promise<ExitCode> {
  const { client, call, print } = context;
  const accountingEntryIds = entryIds.length > 0 ? entryIds : await waitingEntries(context, options);
  if (accountingEntryIds.length === 0) {
    print(null, "There is nothing to export.\n");
    return exitCodes.ok;
  }
  const wanted = {
    accountingEntryIds: [...accountingEntryIds],
    options: { vendorBasedBookkeeping: options.vendorBased ?? (await vendorBasedByMethod(context)) },
  };
  if (options.dryRun === true) return preflight(context, wanted);
  const job = await client.exportJobs.create(wanted, call);
  print(job, `${job.id}\n`);
  return exitCodes.ok;
}

async function preflight(context: ServerContext, wanted: PreflightExportJob): Promise<ExitCode> {
  const { client, call, print } = context;
  const result = await client.platform.exportJobs.preflight(await context.companyId(), wanted, call);
  const { refusal } = result;
  const verdict =
    refusal === undefined ? "" : `\nNo job would be created: ${refusal.type}, ${refusal.message}\n`;
  print(result, readinessText(result) + verdict);
  return refusal === undefined && result.ready === result.entries ? exitCodes.ok : exitCodes.failed;
}

async function waitingEntries(context: ServerContext, options: CreateOptions): Promise<string[]> {
  const filter: ListAllEntries = {
    exportStatus: "NOT_EXPORTED",
    ...(options.onlyReady === true && { ready: true }),
    ...(options.type !== undefined && { type: options.type as NonNullable<ListAllEntries["type"]> }),
    ...(options.from !== undefined && { from: options.from }),
    ...(options.to !== undefined && { to: options.to }),
  };
  const entries = context.client.platform.entries.listAll(await context.companyId(), filter, context.call);
  return Array.fromAsync(entries, (entry) => entry.id);
}

async function watch(context: ServerContext, id: string, seconds: number): Promise<ExitCode> {
  const { client, call, io, json } = context;
  const progress = json ? noProgress : createProgress(io, "Exporting");
  try {
    const state = await watchJob(client, id, {
      clock: io.clock,
      everyMs: seconds * 1000,
      call,
      onState: ({ job, items }) =>
        progress.update(
          items.successful + items.failed,
          job.numberOfItems,
          `${grouped(items.successful)} successful, ${grouped(items.failed)} failed`,
        ),
    });
    progress.end();
    await printState(context, {}, state);
    return state.job.status === "completed" ? exitCodes.ok : exitCodes.failed;
  } catch (error) {
    progress.end();
    throw error;
  }
}

async function printState(
  context: ServerContext,
  options: FailureOptions,
  { job, items }: JobState,
): Promise<void> {
  const { client, call, json, print } = context;
  const asCsv = options.csv === true || options.excel === true;
  if (asCsv && json) throw new UsageError("--json and --csv or --excel exclude each other");
  if (!asCsv) print({ ...job, items }, jobText(job, items));
  if (json) return;
  const failed = client.exportJobs.items.listAll(job.id, { status: "failed" }, call);
  await printFailures(context, options, failed, items.failed);
}

function jobText(job: ExportJob, items: JobState["items"]): string {
  return facts({
    job: job.id,
    status: job.status,
    created: job.createdAt,
    started: job.startedAt,
    completed: job.completedAt,
    expired: job.expiredAt,
    reason: job.failureReason,
    "reason type": job.failureReasonType,
    items: grouped(job.numberOfItems),
    successful: grouped(items.successful),
    failed: grouped(items.failed),
    unfinished: grouped(items.pending + items.in_progress),
    abandoned: grouped(items.abandoned),
  });
}
