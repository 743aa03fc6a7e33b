import { readinessOf } from "../readiness/model.ts";
import { SLOT_MARK } from "../rendering/slots.ts";
import type { AmountRow, Entry, LineRow } from "./model.ts";
import { parseSource } from "./source.ts";
import type { EntryRecord } from "./record-sql.ts";

/** What the stored export item knows of an entry besides the row: the defaults that were filled in. */
interface StoredItem {
  amount: AmountRow;
  accountingEntryLines: { accountingEntryLineId: string; lineAmount: AmountRow; netAmount: AmountRow }[];
}

/** An entry as read: its row, the defaults that were filled in when it came, and where it stands. */
export function entryFromRecord(record: EntryRecord): Entry {
  const source = parseSource(record.source);
  const item = withoutLookups(record.item_template);
  return {
    ...source,
    amount: item.amount,
    lines: item.accountingEntryLines.map((line, index) => ({
      ...codesOf(source.lines?.[index]),
      amount: line.lineAmount,
      netAmount: line.netAmount,
      id: line.accountingEntryLineId,
    })),
    id: record.id,
    companyId: record.company_id,
    bookkeepingMethod: record.bookkeeping_method,
    exportStatus: record.export_status,
    locked: record.export_status !== "NOT_EXPORTED",
    readiness: readinessOf(record.problems),
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

function codesOf(line: LineRow | undefined): Partial<LineRow> {
  return line === undefined ? {} : { ...line };
}

function withoutLookups(template: string): StoredItem {
  const parts = template.split(SLOT_MARK);
  return JSON.parse(parts.map((part, at) => (at % 2 === 0 ? part : "null")).join("")) as StoredItem;
}
