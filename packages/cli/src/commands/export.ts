import {
  createExportWorker,
  type ExportProgress,
  type ExportWorkerOptions,
  parseTarget,
  type RunSummary,
  type Target,
} from "@ledgerport/connectors";
import type { Command } from "commander";
import { exitCodes, type ExitCode, UsageError } from "../exit-codes.ts";
import { FirstPass } from "../export/first-pass.ts";
import { printSummary } from "../export/print-summary.ts";
import type { ServerOptions } from "../server/connection.ts";
import { createProgress, noProgress, type Progress } from "../terminal/progress.ts";
import type { FailureOptions } from "../terminal/failures.ts";
import { grouped } from "../terminal/table.ts";
import { type ServerContext, type Setup, wholeNumber, withServer } from "./command.ts";
import { addListCommand } from "./list-command.ts";

interface RunOptions extends ServerOptions, FailureOptions {
  target: string;
  once?: boolean;
  every: string;
  resume?: boolean;
}

/** `ledgerport export`. */
export function addExport(program: Command, setup: Setup): void {
  const exporting = program.command("export").description("The export worker");

  addListCommand(exporting, {
    usage: "run",
    summary: "Take the company's export jobs into a ledger, one after another, until interrupted",
    examples: [
      "export run --target hledger:books/2026.journal",
      "export run --target csv:out.csv --once --json",
      "export run --target hledger:books/2026.journal --once --csv > failures.csv",
    ],
  })
    .requiredOption("--target <kind:path>", "hledger:PATH (a journal) or csv:PATH")
    .option("--once", "one pass: export the waiting job if there is one, and exit")
    .option("--every <seconds>", "seconds between two looks for a job", "5")
    .option("--all", "list all that failed, not only the first twenty")
    .option("--resume", "also go on with a job that another worker began; only when that one is dead")
    .action((options: RunOptions) =>
      withServer(setup, options, async (context) => {
        const asCsv = options.csv === true || options.excel === true;
        if (asCsv && options.once !== true)
          throw new UsageError("--csv and --excel list what failed in one job: add --once");
        if (asCsv && context.json) throw new UsageError("--json and --csv or --excel exclude each other");
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
  const first = new FirstPass();
  const workerOptions: ExportWorkerOptions = {
    client,
    target,
    clock: io.clock,
    pollEveryMs: wholeNumber(options.every, "--every", 1) * 1000,
    resume: options.resume ?? false,
    onProgress: (progress) => bars.show(progress),
    onRun: async (summary) => {
      bars.end();
      first.ended(summary);
      if (summary.outcome !== "no_job" && summary.outcome !== "left_alone")
        await printSummary(context, options, summary);
    },
    onProblem: (error) => {
      bars.end();
      first.broke(error);
      if (first.signal.aborted) return;
      io.err(`${error.message} Trying again.\n`);
    },
  };
  const worker = createExportWorker(workerOptions);
  try {
    if (options.once !== true) {
      if (!json) io.err("Waiting for export jobs; Ctrl-C stops.\n");
      await worker.run(AbortSignal.any([signal, first.signal]));
      first.throwError();
      return first.signal.aborted ? exitCodes.target : exitCodes.ok;
    }
    const summary = await worker.runOnce(signal);
    bars.end();
    await printSummary(context, options, summary);
    return exitCodeOf(summary);
  } finally {
    bars.end();
  }
}

function exitCodeOf({ outcome, job, targetFailure }: RunSummary): ExitCode {
  if (targetFailure !== undefined) return exitCodes.target;
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
