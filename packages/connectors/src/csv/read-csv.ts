import type { FileContent } from "../files/file-format.ts";
import { amountFromText, moneyOf } from "../money/amount.ts";
import type { PostedReference } from "../targets/target.ts";
import { TargetError } from "../targets/target.ts";
import { type CsvRecord, plainCells, recordsOf } from "./records.ts";
import { HEADER, isWholeRow, mayBeCutRow } from "./rows.ts";

/** An entry whose rows have begun. */
interface Begun {
  id: string;
  /** How many more rows it has. */
  missing: number;
  reference: PostedReference;
}

/**
 * Reads a CSV file of ours: the entries by the first columns.
 *
 * The rule for a torn end: each row says which of its entry's rows it is. The file is whole up to the first entry
 * whose rows are not all there, or hold NUL bytes (which a power failure leaves where data never reached the disk).
 * Rows of other forms, added by hand, are left alone between entries.
 * Throws TargetError when the file has another header, or when rows are missing in its middle.
 */
export async function readCsv(chunks: AsyncIterable<Buffer>, path: string): Promise<FileContent<void>> {
  const entries = new Map<string, PostedReference>();
  const content = { wholeLength: 0, missingLineBreak: "", entries, state: undefined };
  let begun: Begun | undefined;
  let torn = false;
  let number = 0;
  for await (const record of recordsOf(chunks)) {
    number += 1;
    if (number === 1) {
      if (isCutHeader(record)) return content;
      checkHeader(record, path);
      content.wholeLength = record.end;
      continue;
    }
    torn ||= isTorn(record, begun !== undefined);
    if (torn) continue;
    const row = rowOf(record, begun);
    if (begun !== undefined && row === undefined) throw incomplete(path, number);
    begun = row?.missing === 0 ? undefined : row;
    if (row?.missing === 0) entries.set(row.id, row.reference);
    if (begun !== undefined) continue;
    content.wholeLength = record.end;
    if (!record.ended) content.missingLineBreak = record.text.endsWith("\r") ? "\n" : "\r\n";
  }
  return content;
}

function isCutHeader(record: CsvRecord): boolean {
  return !record.ended && HEADER.startsWith(record.text.replace(/\0+$/, "").replace(/\r$/, ""));
}

function isTorn(record: CsvRecord, withinEntry: boolean): boolean {
  if (record.text.includes("\0")) return true;
  if (record.ended || isWholeRow(record.text)) return false;
  return withinEntry || mayBeCutRow(record.text);
}

/** What `record` says of an entry: the first of its rows, or the next of the one that has begun. */
function rowOf(record: CsvRecord, begun: Begun | undefined): Begun | undefined {
  const [id = "", line = "", lines = "", text = "", currency = ""] = plainCells(record.text, 5) ?? [];
  const amount = amountFromText(text);
  const missing = Number(lines) - Number(line);
  if (!/^[0-9a-f-]{36}$/.test(id) || !(missing >= 0) || amount === undefined) return undefined;
  if (begun !== undefined) {
    return begun.id === id && begun.missing === missing + 1 ? { ...begun, missing } : undefined;
  }
  if (Number(line) !== 1) return undefined;
  return {
    id,
    missing,
    reference: { externalId: id, amount: moneyOf(amount, currency) },
  };
}

function checkHeader(record: CsvRecord, path: string): void {
  if (record.text.replace(/^\u00ef\u00bb\u00bf/, "").trimEnd() === HEADER) return;
  throw new TargetError(
    "invalid_configuration",
    `${path} has another header than the files of this target. Choose a new file.`,
  );
}

function incomplete(path: string, number: number): TargetError {
  return new TargetError(
    "integration_unusable",
    `${path} is damaged: rows of an entry are missing before row ${number}. Restore the file, or remove that entry's rows.`,
  );
}
