import { Readable, pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UsageError } from "../exit-codes.ts";
import { decode } from "./decode.ts";
import type { FileRecord } from "./row.ts";

/** How a CSV file is read. */
export interface CsvOptions {
  delimiter: string;
  /** A label of the Encoding Standard, e.g. utf-8, windows-1252. */
  encoding: string;
  quotes: boolean;
  /** Lines that are passed over unread. */
  skip: number;
}

/** More than any row has: a quote that is never closed would fill the memory. */
const LONGEST_RECORD = 16 * 1024 * 1024;

/**
 * The rows of a CSV file (RFC 4180), one after the other in constant memory, with the lines that they stand in. Lines
 * end with CR LF, LF or CR. Throws UsageError, naming the line in which the row begins, when quotes are not as they
 * must be, and as decode does.
 */
export async function* readCsvRecords(
  bytes: AsyncIterable<Uint8Array>,
  { delimiter, encoding, quotes, skip }: CsvOptions,
): AsyncGenerator<FileRecord, void, undefined> {
  let line = skip + 1;
  let breaksCountedTwice = 0;
  /** Where the rows stand that were found; those from `next` on wait to be read. */
  const places: { line: number; lastLine: number }[] = [];
  let next = 0;
  const parser = parse({
    delimiter,
    quote: quotes ? '"' : null,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    // Called as rows are found: those that wait to be read are dropped when the file breaks off.
    on_record(cells: string[], { lines }) {
      breaksCountedTwice += cells.reduce((count, cell) => count + cell.split("\r\n").length - 1, 0);
      const lastLine = skip + lines - breaksCountedTwice;
      places.push({ line, lastLine });
      line = lastLine + 1;
      return cells;
    },
  });
  // A failure of the source ends the parser with it, and so comes out of the loop below.
  pipeline(Readable.from(withoutLines(decode(bytes, encoding), skip)), parser, () => {});
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const place = places[next];
      next += 1;
      if (next === places.length) {
        places.length = 0;
        next = 0;
      }
      if (place !== undefined) yield { ...place, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? new UsageError(explained(error, line)) : error;
  }
}

function explained(error: CsvError, line: number): string {
  const { code } = error;
  if (code === "CSV_QUOTE_NOT_CLOSED") return `Line ${line} opens a quote that is never closed`;
  if (code === "CSV_MAX_RECORD_SIZE") {
    return `The row that begins in line ${line} is longer than 16 MB: it may open a quote that is not closed`;
  }
  if (code === "INVALID_OPENING_QUOTE") {
    return `Line ${line} has a quote within a cell that is not quoted; if the file never quotes cells, the mapping must say "csv": {"quotes": false}`;
  }
  return `Line ${line} opens a quote, and something else than the end of a cell follows the next one`;
}

/** The text after its first `skip` lines. */
async function* withoutLines(
  text: AsyncIterable<string>,
  skip: number,
): AsyncGenerator<string, void, undefined> {
  let left = skip;
  let afterReturn = false;
  for await (const piece of text) {
    let start = 0;
    while (left > 0 && start < piece.length) {
      // A line feed after a carriage return is the same line's end, also in the next piece.
      if (afterReturn && piece[start] === "\n") start += 1;
      afterReturn = false;
      const end = piece.slice(start).search(/[\r\n]/);
      if (end < 0) break;
      start += end + 1;
      left -= 1;
      afterReturn = piece[start - 1] === "\r";
    }
    if (left > 0) continue;
    const rest = piece.slice(start);
    if (rest === "") continue;
    yield afterReturn && rest.startsWith("\n") ? rest.slice(1) : rest;
    afterReturn = false;
  }
}
