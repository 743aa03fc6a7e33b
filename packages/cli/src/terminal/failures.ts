import { type Entry, LedgerportError } from "@ledgerport/sdk";
import type { Connection } from "../server/connection.ts";
import type { Io } from "./io.ts";
import { type Column, type ListOptions, printList } from "./list.ts";
import { moneyCell, moneyText } from "./money.ts";
import { grouped } from "./table.ts";

/** An entry that was not exported, and why. */
export interface Failure {
  accountingEntryId: string;
  failureReasonType?: string | null;
  failureReason?: string | null;
}

/** The options of a command that lists failures. */
export interface FailureOptions extends ListOptions {
  /** Not only the first. */
  all?: boolean;
}

/** A failure with the entry behind it; without one that is gone, or that the key may not read. */
interface Described extends Failure {
  entry: Entry | undefined;
}

/** Failures that people are shown unless they ask for all. */
export const MOST_FAILURES_SHOWN = 20;

/** As many as the server looks up at once. */
const BATCH = 100;

const COLUMNS: readonly Column<Described>[] = [
  { name: "entry", only: "csv", cell: ({ accountingEntryId }) => accountingEntryId },
  { name: "date", cell: ({ entry }) => entry?.date },
  { name: "supplier", cell: ({ entry }) => entry?.supplier?.name },
  { name: "amount", only: "table", cell: ({ entry }) => entry && moneyText(entry.amount.inWalletCurrency) },
  { name: "currency", only: "csv", cell: ({ entry }) => entry?.amount.inWalletCurrency.currency },
  { name: "amount", only: "csv", cell: ({ entry }) => entry && moneyCell(entry.amount.inWalletCurrency) },
  // An entry that has no reference of the platform's is found by its id.
  {
    name: "external ref",
    only: "table",
    cell: ({ entry, accountingEntryId }) => entry?.externalRef ?? accountingEntryId,
  },
  { name: "external ref", only: "csv", cell: ({ entry }) => entry?.externalRef },
  { name: "type", cell: ({ failureReasonType }) => failureReasonType },
  { name: "reason", cell: ({ failureReason }) => failureReason },
];

/**
 * Lists what failed with what people know it by: as CSV, all of it; as a table the first twenty, or all when asked for.
 * `total` is how many there are.
 */
export async function printFailures(
  context: Connection & { io: Io },
  options: FailureOptions,
  failures: AsyncIterable<Failure> | Iterable<Failure>,
  total: number,
): Promise<void> {
  const { io } = context;
  const asCsv = options.csv === true || options.excel === true;
  if (asCsv) {
    await printList(io, options, described(context, failures), COLUMNS);
    return;
  }
  if (total === 0) return;
  const most = options.all === true ? Number.POSITIVE_INFINITY : MOST_FAILURES_SHOWN;
  io.out("\n");
  const shown = await printList(io, options, described(context, firstOf(failures, most)), COLUMNS);
  if (total > shown) {
    io.out(`and ${grouped(total - shown)} more (--all lists all, --csv as CSV)\n`);
  }
}

/** `2 account_unknown, 1 validation_failure`: how many failed of each type, the most frequent first. */
export function failuresByType(failures: readonly Failure[]): string {
  const types = Map.groupBy(failures, ({ failureReasonType }) => failureReasonType ?? "");
  return [...types]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([type, { length }]) => `${grouped(length)} ${type}`)
    .join(", ");
}

async function* firstOf(
  failures: AsyncIterable<Failure> | Iterable<Failure>,
  most: number,
): AsyncGenerator<Failure, void, undefined> {
  let count = 0;
  for await (const failure of failures) {
    yield failure;
    count += 1;
    if (count >= most) return;
  }
}

async function* described(
  context: Connection,
  failures: AsyncIterable<Failure> | Iterable<Failure>,
): AsyncGenerator<Described, void, undefined> {
  let batch: Failure[] = [];
  for await (const failure of failures) {
    batch.push(failure);
    if (batch.length < BATCH) continue;
    yield* await withEntries(context, batch);
    batch = [];
  }
  if (batch.length > 0) yield* await withEntries(context, batch);
}

async function withEntries(
  { client, call, companyId }: Connection,
  failures: readonly Failure[],
): Promise<Described[]> {
  const ids = failures.map(({ accountingEntryId }) => accountingEntryId);
  const entries = await companyId()
    .then((company) => client.platform.entries.list(company, { ids, limit: BATCH }, call))
    // The failures are worth telling even when nothing more can be learnt of them.
    .catch((error: unknown) => {
      if (error instanceof LedgerportError) return { data: [] };
      throw error;
    });
  const byId = new Map(entries.data.map((entry) => [entry.id, entry]));
  return failures.map((failure) => ({ ...failure, entry: byId.get(failure.accountingEntryId) }));
}
