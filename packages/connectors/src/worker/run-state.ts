import type { ExportJob } from "@ledgerport/sdk";
import type { ExportWorkerOptions, RunOutcome, RunSummary, WorkerStep } from "./options.ts";

/** The options with their defaults, and what one pass has come to so far. */
export interface Run {
  options: ExportWorkerOptions;
  batchSize: number;
  signal: AbortSignal | undefined;
  totals: Omit<RunSummary, "outcome" | "job">;
}

/** A pass that has done nothing yet. */
export function newRun(
  options: ExportWorkerOptions,
  batchSize: number,
  signal: AbortSignal | undefined,
): Run {
  const totals = { posted: 0, alreadyThere: 0, failed: [], unreported: 0, refused: [] };
  return { options, batchSize, signal, totals };
}

/** How the pass ended. */
export function summaryOf(run: Run, outcome: RunOutcome, job?: ExportJob): RunSummary {
  return { outcome, ...(job !== undefined && { job }), ...run.totals };
}

/** Tells the options' hook. */
export async function step(run: Run, name: WorkerStep): Promise<void> {
  await run.options.onStep?.(name);
}
