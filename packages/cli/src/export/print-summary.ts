import type { RunSummary } from "@ledgerport/connectors";
import type { ServerContext } from "../commands/command.ts";
import { type FailureOptions, failuresByType, printFailures } from "../terminal/failures.ts";
import { grouped } from "../terminal/table.ts";

const OUTCOMES: Readonly<Record<RunSummary["outcome"], string>> = {
  no_job: "There is no export job.",
  left_alone: "There is an export job, but another worker has claimed it.",
  finished: "The export job is finished",
  overtaken: "The export job ended meanwhile, without this worker",
  stopped: "Stopped; the export job waits to be resumed.",
};

/** Tells how a pass ended, and what failed. With `--csv`, only the failures are results. */
export async function printSummary(
  context: ServerContext,
  options: FailureOptions,
  summary: RunSummary,
): Promise<void> {
  const { io, json, print } = context;
  const asCsv = options.csv === true || options.excel === true;
  if (asCsv) io.err(summaryText(summary));
  else print(summary, summaryText(summary));
  if (!json) await printFailures(context, options, summary.failed, summary.failed.length);
}

function summaryText(summary: RunSummary): string {
  const { outcome, posted, alreadyThere, failed, unreported } = summary;
  if (outcome === "no_job" || outcome === "left_alone") return `${OUTCOMES[outcome]}\n`;
  const counts = [
    `${grouped(posted)} posted`,
    `${grouped(alreadyThere)} already there`,
    `${grouped(failed.length)} failed`,
    ...(unreported === 0 ? [] : [`${grouped(unreported)} unreported`]),
  ];
  const causes = failed.length === 0 ? "" : `failed: ${failuresByType(failed)}\n`;
  return `${headline(summary)}\n${counts.join(", ")}\n${causes}`;
}

function headline({ outcome, job }: RunSummary): string {
  if ((outcome !== "finished" && outcome !== "overtaken") || job === undefined) return OUTCOMES[outcome];
  const { status, failureReason } = job;
  const reason = status === "failed" && failureReason ? `\n${failureReason}` : "";
  return `${OUTCOMES[outcome]}: ${status}${reason}`;
}
