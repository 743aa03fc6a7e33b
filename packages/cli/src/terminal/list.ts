import { UsageError } from "../exit-codes.ts";
import { type CsvCell, type CsvDialect, csvHead, csvRows } from "./csv.ts";
import { csvDialect, type CsvOptions } from "./csv-locale.ts";
import type { Io } from "./io.ts";
import { alignedLines, oneLine, widthsOf } from "./table.ts";

/** A column of a list. */
export interface Column<Row> {
  name: string;
  cell: (row: Row) => CsvCell;
  /** Where it is shown; in both when left out. */
  only?: "table" | "csv";
}

/** The options of every command that prints a list. */
export interface ListOptions extends CsvOptions {
  json?: boolean;
}

/** Rows that are written together: as many as a page of the server's. */
const BATCH = 100;

/** How a list is begun, written batch by batch, and ended. */
interface Form<Row> {
  head: (first: readonly Row[]) => string;
  batch: (rows: readonly Row[], isFirst: boolean) => string;
  tail: string;
}

/**
 * Prints rows while they come, in constant memory: a table, a JSON array with `--json`, or CSV. Returns how many there
 * were. Throws UsageError, before the first row is asked for, when the options contradict each other.
 */
export async function printList<Row>(
  io: Io,
  options: ListOptions,
  rows: AsyncIterable<Row>,
  columns: readonly Column<Row>[],
): Promise<number> {
  const form = formOf(io, options, columns);
  let count = 0;
  for await (const batch of batches(rows)) {
    io.out((count === 0 ? form.head(batch) : "") + form.batch(batch, count === 0));
    count += batch.length;
    await io.outReady();
  }
  io.out((count === 0 ? form.head([]) : "") + form.tail);
  return count;
}

function formOf<Row>(io: Io, options: ListOptions, columns: readonly Column<Row>[]): Form<Row> {
  const dialect = csvDialect(options, io.env);
  if (options.json === true && dialect !== undefined) {
    throw new UsageError("--json and --csv or --excel exclude each other");
  }
  if (options.json === true) return jsonForm();
  return dialect === undefined ? tableForm(io, columns) : csvForm(dialect, columns);
}

function jsonForm<Row>(): Form<Row> {
  const text = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).join(",");
  return {
    head: () => "[",
    batch: (rows, isFirst) => (isFirst ? text(rows) : `,${text(rows)}`),
    tail: "]\n",
  };
}

function csvForm<Row>(dialect: CsvDialect, all: readonly Column<Row>[]): Form<Row> {
  const columns = all.filter(({ only }) => only !== "table");
  const headings = columns.map(({ name }) => name.replaceAll(" ", "_"));
  return {
    head: () => csvHead(dialect, headings),
    batch: (rows) =>
      csvRows(
        dialect,
        rows.map((row) => columns.map(({ cell }) => cell(row))),
      ),
    tail: "",
  };
}

/** The first batch says how wide the columns are. */
function tableForm<Row>(io: Io, all: readonly Column<Row>[]): Form<Row> {
  const columns = all.filter(({ only }) => only !== "csv");
  const headings = columns.map(({ name }) => name.toUpperCase());
  const lines = (rows: readonly Row[]) => rows.map((row) => columns.map(({ cell }) => shown(cell(row))));
  let widths: number[] = [];
  return {
    head(first) {
      widths = widthsOf([headings, ...lines(first)]);
      return alignedLines([headings], widths, io.outColumns);
    },
    batch: (rows) => alignedLines(lines(rows), widths, io.outColumns),
    tail: "",
  };
}

function shown(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  return oneLine(typeof cell === "object" ? cell.decimal : String(cell));
}

async function* batches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[], void, undefined> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
