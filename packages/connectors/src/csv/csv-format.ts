import type { FileFormat } from "../files/file-format.ts";
import type { ColumnName } from "./columns.ts";
import { readCsv } from "./read-csv.ts";
import { recordedFromRows } from "./read-rows.ts";
import { differenceRows, reversalRows, rowsOf } from "./rows.ts";

/** A CSV file (RFC 4180, UTF-8, CRLF, one header row), one row for each line of an entry. The state: its columns. */
export const csvFormat: FileFormat<readonly ColumnName[]> = {
  read: readCsv,
  render: (booking, _receipts, columns) => recordedFromRows(rowsOf(booking, columns), columns),
  reversal: ({ text }, date, columns) => recordedFromRows(reversalRows(text, date, columns), columns),
  difference: (differences, facts, columns) =>
    recordedFromRows(differenceRows(differences, facts, columns), columns),
  compose: (transactions, columns, isNew) =>
    (isNew ? `${columns.join(",")}\r\n` : "") + transactions.map(({ text }) => text).join(""),
  written: () => undefined,
};
