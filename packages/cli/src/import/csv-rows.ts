import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UsageError } from "../exit-codes.ts";
import { RowFault } from "../mapping/fault.ts";
import type { Cells } from "../mapping/scope.ts";
import { decode } from "./decode.ts";

/** A row of the file: its cells, or why it has none. */
export type CsvRow = { cells: Cells; fault?: undefined } | { cells?: undefined; fault: RowFault };

/** How a CSV file is read. */
export interface CsvOptions {
  delimiter: string;
  /** A label of the Encoding Standard, e.g. utf-8, windows-1252. */
  encoding: string;
  /** Columns that the header must have. */
  columns: ReadonlySet<string>;
}

/**
 * The rows of a CSV file (RFC 4180), one after the other in constant memory.
 * The first row names the columns. Blank lines are passed over; a row of another length is a fault of its own.
 * Throws UsageError when the header lacks a column the file breaks off inside quotes,
 * or is not in the encoding.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter, encoding, columns }: CsvOptions,
): AsyncGenerator<CsvRow, void, undefined> {
  const parser = parse({ delimiter, relax_column_count: true, skip_empty_lines: true });
  // A failure of the source ends the parser with it, and so comes out of the loop below.
  pipeline(Readable.from(decode(bytes, encoding)), parser, () => {});
  let header: string[] | undefined;
  try {
    for await (const record of parser) {
      const cells = record as string[];
      if (header === undefined) header = checkedHeader(cells, columns);
      else yield rowOf(header, cells);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UsageError(`The file is not CSV: ${error.message}`);
  }
  if (header === undefined) throw new UsageError("The file is empty: it has no header row");
}

function checkedHeader(cells: readonly string[], columns: ReadonlySet<string>): string[] {
  const header = cells.map((cell) => cell.trim());
  const missing = [...columns].filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const names = (list: readonly string[]) => list.map((name) => `"${name}"`).join(", ");
    throw new UsageError(`The file has no column ${names(missing)}; it has ${names(header)}`);
  }
  const twice = header.find((name, index) => columns.has(name) && header.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`The file has the column "${twice}" twice`);
  return header;
}

function rowOf(header: readonly string[], cells: readonly string[]): CsvRow {
  if (cells.length !== header.length) {
    return { fault: new RowFault(`has ${cells.length} cells where the header has ${header.length}`) };
  }
  return { cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])) };
}
