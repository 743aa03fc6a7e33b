import type { HistoryRecord, Money } from "@ledgerport/sdk";
import type { Io } from "./io.ts";
import { type Column, type ListOptions, printList } from "./list.ts";
import { moneyText } from "./money.ts";

/** A record with one of its changes, or with none where a status alone changed. */
interface Line {
  record: HistoryRecord;
  change?: NonNullable<HistoryRecord["changes"]>[number];
}

const COLUMNS: readonly Column<Line>[] = [
  { name: "at", cell: ({ record }) => record.at },
  { name: "actor", cell: ({ record }) => record.actor },
  { name: "subject", cell: ({ record }) => record.subject },
  { name: "external ref", cell: ({ record }) => record.externalRef },
  { name: "entry id", only: "csv", cell: ({ record }) => record.accountingEntryId },
  { name: "job id", only: "csv", cell: ({ record }) => record.jobId },
  { name: "status", only: "table", cell: ({ record }) => statusText(record) },
  { name: "status from", only: "csv", cell: ({ record }) => record.from },
  { name: "status to", only: "csv", cell: ({ record }) => record.to },
  { name: "member", cell: ({ change }) => change?.member },
  { name: "from", cell: ({ change }) => valueText(change?.from) },
  { name: "to", cell: ({ change }) => valueText(change?.to) },
  { name: "import id", cell: ({ record }) => record.importId },
  { name: "reason", cell: ({ record }) => record.reason },
  { name: "record", only: "csv", cell: ({ record }) => record.id },
];

/** Prints a history, a line for each member that changed; with `--json` the records as they are. */
export function printHistory(
  io: Io,
  options: ListOptions,
  records: AsyncIterable<HistoryRecord>,
): Promise<number> {
  return options.json === true
    ? printList(io, options, records, [])
    : printList(io, options, linesOf(records), COLUMNS);
}

async function* linesOf(records: AsyncIterable<HistoryRecord>): AsyncGenerator<Line, void, undefined> {
  for await (const record of records) {
    const changes = record.changes ?? [];
    if (changes.length === 0) yield { record };
    for (const change of changes) yield { record, change };
  }
}

function statusText({ from, to }: HistoryRecord): string {
  return from === null || from === to ? to : `${from} -> ${to}`;
}

/** A value of a member: money as `EUR 12.00`, text as it is, anything else as JSON. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (isMoney(value)) return moneyText(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isMoney(value: unknown): value is Money {
  return (
    typeof value === "object" &&
    value !== null &&
    "currency" in value &&
    typeof value.currency === "string" &&
    "value" in value &&
    typeof value.value === "number"
  );
}
