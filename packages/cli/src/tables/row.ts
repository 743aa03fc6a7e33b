/**
 * A cell of a file. Text is read as the mapping says; formats that know numbers and days of their own (XLSX, CAMT.053,
 * OFX) give them as such: a number with a decimal point and nothing else, a day as YYYY-MM-DD.
 */
export type Cell = string | { kind: "number" | "day"; text: string };

/** The text of a cell. */
export function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}

/** One row as a format gives it, the header's among them. */
export interface FileRecord {
  /** Where it begins: the file's own line, the sheet's row, or the transaction's number in a bank's statement. */
  line: number;
  /** Where it ends, when that is another line. */
  lastLine?: number;
  cells: readonly Cell[];
}

/** One row of the table in a file. */
export interface Row {
  line: number;
  /** The file's name without its directory. */
  file: string;
  cells: readonly Cell[];
  /** Where in `cells` the columns are, by name. */
  places: ReadonlyMap<string, number>;
}
