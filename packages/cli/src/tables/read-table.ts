import { UsageError } from "../exit-codes.ts";
import type { Source } from "../import/source.ts";
import { RowFault } from "../mapping/fault.ts";
import type { TableMapping } from "../mapping/mapping-file.ts";
import { type Header, noHeader, readHeader } from "./header.ts";
import { openRecords } from "./open-records.ts";
import { type FileRecord, type Row, textOf } from "./row.ts";

/** A row that counts, or why it can't be used. */
export type TableRow = { row: Row; fault?: RowFault };

/** What is told while a table is read. */
export interface Watch {
  /** Bytes that have been read, as they come. */
  onRead?: (bytes: number) => void;
  /** A row that the mapping leaves out. */
  onLeftOut?: () => void;
}

/** Rows among which a header is looked for that is not where it should be. */
const LOOK_AHEAD = 50;
/** Characters: as long as a row may be that is sent on. */
const LONGEST_ROW = 1024 * 1024;

/**
 * The rows of the table in a file that count by the mapping's `rows`, in constant memory for CSV. Rows whose cells are
 * all blank are passed over; a row of another length than the header's is a fault of its own. Throws UsageError when
 * the file can't be read as the mapping says.
 */
export async function* readTable(
  source: Source,
  mapping: TableMapping,
  { onRead, onLeftOut }: Watch = {},
): AsyncGenerator<TableRow, void, undefined> {
  if (mapping.scope.usesName && !source.named) {
    throw new UsageError("The mapping uses the file's name, and standard input has none");
  }
  const { records, delimiter } = await openRecords(source, mapping, onRead);
  const header = await takeHeader(records, mapping, delimiter);
  for await (const record of header.rest) {
    if (isBlank(record)) continue;
    const row = { line: record.line, file: source.fileName, cells: record.cells, places: header.places };
    if (mapping.until !== undefined && holds(mapping.until, row)) return;
    if (mapping.where !== undefined && !holds(mapping.where, row)) onLeftOut?.();
    else yield checkedRow(row, record, header);
  }
}

/** A row on which a condition can't be decided is not left out: reading it says why. */
function holds(condition: (row: Row) => boolean, row: Row): boolean {
  try {
    return condition(row);
  } catch (error) {
    if (error instanceof RowFault) return false;
    throw error;
  }
}

async function takeHeader(
  records: AsyncGenerator<FileRecord, void, undefined>,
  { header, scope }: TableMapping,
  delimiter: string | undefined,
): Promise<Header & { rest: AsyncIterable<FileRecord> }> {
  if (!header) {
    const name = [...scope.columns].find((column) => typeof column === "string");
    if (name === undefined) return { ...noHeader, rest: records };
    throw new UsageError(`Without a header columns can only be named by their place, not "${name}"`);
  }
  const ahead = await take(records, LOOK_AHEAD);
  const first = ahead.findIndex((record) => !isBlank(record));
  const record = ahead[first];
  if (record === undefined) throw new UsageError("The file is empty: it has no header row");
  const others = ahead.slice(first + 1);
  return { ...readHeader(record, scope.columns, delimiter, others), rest: chained(others, records) };
}

async function take(
  records: AsyncGenerator<FileRecord, void, undefined>,
  most: number,
): Promise<FileRecord[]> {
  const taken: FileRecord[] = [];
  while (taken.length < most) {
    const next = await records.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

async function* chained(
  first: readonly FileRecord[],
  rest: AsyncIterable<FileRecord>,
): AsyncGenerator<FileRecord, void, undefined> {
  yield* first;
  yield* rest;
}

function isBlank({ cells }: FileRecord): boolean {
  return cells.every((cell) => typeof cell === "string" && cell.trim() === "");
}

function checkedRow(row: Row, { line, lastLine = line }: FileRecord, { width, named }: Header): TableRow {
  const { cells } = row;
  if (
    width !== undefined &&
    (cells.length < named || cells.slice(width).some((cell) => textOf(cell).trim() !== ""))
  ) {
    const span =
      lastLine === line ? "" : `, and goes on to line ${lastLine}: it may open a quote that is not closed`;
    return { row, fault: new RowFault(`has ${cells.length} cells where the header has ${width}${span}`) };
  }
  if (cells.reduce((length, cell) => length + textOf(cell).length, 0) > LONGEST_ROW) {
    return { row, fault: new RowFault("is longer than 1 MB") };
  }
  if (cells.some((cell) => textOf(cell).includes("\0"))) {
    return { row, fault: new RowFault("has a NUL character, which no text has: it is damaged") };
  }
  return { row };
}
