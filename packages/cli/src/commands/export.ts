import {
  createExportWorker,
  type ExportProgress,
  type ExportWorkerOptions,
  type FailedItem,
  parseTarget,
  type RunSummary,
  type Target,
} from "@ledgerport/connectors";
import type { Command } from "commander";
import { exitCodes, type ExitCode, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { createProgress, noProgress, type Progress } from "../terminal/progress.ts";
import { grouped, table } from "../terminal/table.ts";
import { addServerCommand, type ServerContext, type Setup, wholeNumber, withServer } from "./command.ts";

interface RunOptions extends ServerOptions {
  target: string;
  once?: boolean;
  every: string;
  resume?: boolean;
}

/** `ledgerport export`. */
export function addExport(program: Command, setup: Setup): void {
  const exporting = program.command("export").description("The export worker");

  addServerCommand(exporting, {
    usage: "run",
    summary: "Take the company's export jobs into a ledger, one after another, until interrupted",
    examples: [
      "export run --target hledger:books/2026.journal",
      "export run --target csv:out.csv --once --json",
    ],
  })
    .requiredOption("--target <kind:path>", "hledger:PATH (a journal) or csv:PATH")
    .option("--once", "one pass: export the waiting job if there is one, and exit")
    .option("--every <seconds>", "seconds between two looks for a job", "5")
    .option("--resume", "also go on with a job that another worker began; only when that one is dead")
    .action((options: RunOptions) =>
      withServer(setup, options, async (context) => {
        const target = targetOf(options.target);
        try {
          return await runWorker(context, target, options);
        } finally {
          await target.close();
        }
      }),
    );
}

function targetOf(spec: string): Target {
  try {
    return parseTarget(spec);
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

async function runWorker(context: ServerContext, target: Target, options: RunOptions): Promise<ExitCode> {
  const { client, io, json } = context;
  const signal = io.interruption();
  const bars = new JobBars(context);
  const workerOptions: ExportWorkerOptions = {
    client,
    target,
    clock: io.clock,
    pollEveryMs: wholeNumber(options.every, "--every", 1) * 1000,
    resume: options.resume ?? false,
    onProgress: (progress) => bars.show(progress),
    onRun: (summary) => {
      bars.end();
      if (summary.outcome !== "no_job" && summary.outcome !== "left_alone") printSummary(context, summary);
    },
    onProblem: (error) => {
      bars.end();
      io.err(`${error.message} Trying again.\n`);
    },
  };
  const worker = createExportWorker(workerOptions);
  try {
    if (options.once !== true) {
      if (!json) io.err("Waiting for export jobs; Ctrl-C stops.\n");
      await worker.run(signal);
      return exitCodes.ok;
    }
    const summary = await worker.runOnce(signal);
    bars.end();
    printSummary(context, summary);
    return exitCodeOf(summary);
  } finally {
    bars.end();
  }
}

function exitCodeOf({ outcome, job }: RunSummary): ExitCode {
  if (outcome === "stopped") return exitCodes.interrupted;
  if (outcome === "no_job" || outcome === "left_alone") return exitCodes.ok;
  return outcome === "finished" && job?.status === "completed" ? exitCodes.ok : exitCodes.failed;
}

/** A progress bar for each job. */
class JobBars {
  readonly #context: ServerContext;
  #bar: Progress | undefined;

  constructor(context: ServerContext) {
    this.#context = context;
  }

  show({ job, reported, successful, failed }: ExportProgress): void {
    this.#bar ??= this.#context.json ? noProgress : createProgress(this.#context.io, "Exporting");
    const note = `${grouped(successful)} successful, ${grouped(failed)} failed`;
    this.#bar.update(reported, job.numberOfItems, note);
  }

  end(): void {
    this.#bar?.end();
    this.#bar = undefined;
  }
}

const OUTCOMES: Readonly<Record<RunSummary["outcome"], string>> = {
  no_job: "There is no export job.",
  left_alone: "There is an export job, but another worker has claimed it.",
  finished: "The export job is finished",
  overtaken: "The export job ended meanwhile, without this worker",
  stopped: "Stopped; the export job waits to be resumed.",
};

function printSummary({ print }: ServerContext, summary: RunSummary): void {
  const { outcome, job, posted, alreadyThere, failed, unreported } = summary;
  const ended = outcome === "finished" || outcome === "overtaken";
  const headline = ended && job !== undefined ? `${OUTCOMES[outcome]}: ${job.status}` : OUTCOMES[outcome];
  const counts = [
    `${grouped(posted)} posted`,
    `${grouped(alreadyThere)} already there`,
    `${grouped(failed.length)} failed`,
    ...(unreported === 0 ? [] : [`${grouped(unreported)} unreported`]),
  ];
  const work =
    outcome === "no_job" || outcome === "left_alone" ? "" : `${counts.join(", ")}\n${failuresText(failed)}`;
  print(summary, `${headline}\n${work}`);
}

/** The failed items by reason, each with an entry to look at; `--json` has them all. */
function failuresText(failed: readonly FailedItem[]): string {
  if (failed.length === 0) return "";
  const reasons = Map.groupBy(failed, (item) => `${item.failureReasonType}\n${item.failureReason}`);
  const rows = [...reasons.values()].flatMap((items) => {
    const [first] = items;
    return first === undefined
      ? []
      : [[grouped(items.length), first.failureReasonType, first.failureReason, first.accountingEntryId]];
  });
  return `\n${table(["failed", "type", "reason", "for example entry"], rows)}`;
}
