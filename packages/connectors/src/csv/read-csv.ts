import type { FileContent } from "../files/file-format.ts";
import { PostedEntries } from "../ledger/posted-entries.ts";
import { amountFromText } from "../money/amount.ts";
import { TargetError } from "../targets/target.ts";
import { COLUMN_NAMES, type ColumnName, FORMER_COLUMN_NAMES } from "./columns.ts";
import { recordedFromRows } from "./read-rows.ts";
import { type CsvRecord, plainCells, recordsOf } from "./records.ts";
import { isWholeRow, mayBeCutRow } from "./torn-rows.ts";

/** The columns of files of ours. */
const HEADERS: readonly (readonly ColumnName[])[] = [COLUMN_NAMES, FORMER_COLUMN_NAMES];

/** An entry whose rows have begun. */
interface Begun {
  id: string;
  /** How many more rows it has. */
  missing: number;
  /** The rows so far, with their line breaks. */
  text: string;
}

/**
 * Reads a CSV file of ours: the entries by the first columns.
 *
 * The rule for a torn end: each row says which of its entry's rows it is. The file is whole up to the first entry
 * whose rows are not all there, or hold NUL bytes (which a power failure leaves where data never reached the disk).
 * Rows of other forms, added by hand, are left alone between entries.
 * Throws TargetError when the file has another header, or when rows are missing in its middle.
 */
export async function readCsv(
  chunks: AsyncIterable<Buffer>,
  path: string,
): Promise<FileContent<readonly ColumnName[]>> {
  const posted = new PostedEntries();
  const content: FileContent<readonly ColumnName[]> = {
    wholeLength: 0,
    missingLineBreak: "",
    posted,
    state: COLUMN_NAMES,
  };
  let begun: Begun | undefined;
  let torn = false;
  let number = 0;
  for await (const record of recordsOf(chunks)) {
    number += 1;
    if (number === 1) {
      if (isCutHeader(record)) return content;
      content.state = columnsIn(record, path);
      content.wholeLength = record.end;
      continue;
    }
    torn ||= isTorn(record, begun !== undefined, content.state.length);
    if (torn) continue;
    const row = rowOf(record, begun);
    if (begun !== undefined && row === undefined) throw incomplete(path, number);
    begun = row?.missing === 0 ? undefined : row;
    if (row?.missing === 0) posted.take(recordedFromRows(row.text, content.state));
    if (begun !== undefined) continue;
    content.wholeLength = record.end;
    if (!record.ended) content.missingLineBreak = record.text.endsWith("\r") ? "\n" : "\r\n";
  }
  return content;
}

function isCutHeader(record: CsvRecord): boolean {
  const text = record.text.replace(/\0+$/, "").replace(/\r$/, "");
  return !record.ended && HEADERS.some((columns) => columns.join(",").startsWith(text));
}

function isTorn(record: CsvRecord, withinEntry: boolean, columns: number): boolean {
  if (record.text.includes("\0")) return true;
  if (record.ended || isWholeRow(record.text, columns)) return false;
  return withinEntry || mayBeCutRow(record.text);
}

/** What `record` says of an entry: the first of its rows, or the next of the one that has begun. */
function rowOf(record: CsvRecord, begun: Begun | undefined): Begun | undefined {
  const [id = "", line = "", lines = "", amount = ""] = plainCells(record.text, 4) ?? [];
  const missing = Number(lines) - Number(line);
  if (!/^[0-9a-f-]{36}$/.test(id) || !(missing >= 0) || amountFromText(amount) === undefined)
    return undefined;
  const text = `${Buffer.from(record.text, "latin1").toString().replace(/\r$/, "")}\r\n`;
  if (begun !== undefined) {
    const isNext = begun.id === id && begun.missing === missing + 1;
    return isNext ? { id, missing, text: begun.text + text } : undefined;
  }
  return Number(line) === 1 ? { id, missing, text } : undefined;
}

function columnsIn(record: CsvRecord, path: string): readonly ColumnName[] {
  const header = record.text.replace(/^\u00ef\u00bb\u00bf/, "").trimEnd();
  const columns = HEADERS.find((names) => names.join(",") === header);
  if (columns !== undefined) return columns;
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
