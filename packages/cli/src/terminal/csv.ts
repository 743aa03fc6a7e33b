import { stringify } from "csv-stringify/sync";

/** How a CSV file is written. */
export interface CsvDialect {
  delimiter: "," | ";";
  /** Between a number's whole part and its decimals. */
  decimal: "." | ",";
  /** Whether it begins with a byte order mark, by which Excel knows UTF-8. */
  bom: boolean;
}

/** A number exactly as written, with a point: money, which is no floating-point number. */
export interface Decimal {
  decimal: string;
}

/** A cell. A text may be anybody's; null and undefined are empty. */
export type CsvCell = string | number | Decimal | null | undefined;

/** CSV as programs read it (RFC 4180). */
export const PLAIN_CSV: CsvDialect = { delimiter: ",", decimal: ".", bom: false };

/** Controls other than tab, line feed and carriage return, which no reader of CSV expects. */
// oxlint-disable-next-line no-control-regex -- these are the characters to find
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** The head of a file: the byte order mark if there is one, and the headings. */
export function csvHead(dialect: CsvDialect, headings: readonly string[]): string {
  return `${dialect.bom ? "\ufeff" : ""}${csvRows(dialect, [headings])}`;
}

/**
 * Rows, each with its CRLF. A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, their
 * full-width forms, a tab or a carriage return) gets a `'` in front, with which spreadsheets show it as text; numbers
 * stay numbers, the negative ones too.
 */
export function csvRows(dialect: CsvDialect, rows: readonly (readonly CsvCell[])[]): string {
  const number = (text: string) => ({ value: text.replace(".", dialect.decimal), escape_formulas: false });
  return stringify([...rows], {
    delimiter: dialect.delimiter,
    record_delimiter: "\r\n",
    escape_formulas: true,
    // A line feed alone, which the library leaves as it is; and spaces at the ends, which some readers strip.
    quoted_match: /[\r\n]|^\s|\s$/,
    cast: {
      string: (text) => text.toWellFormed().replace(CONTROLS, "\ufffd"),
      number: (value) => number(String(value)),
      object: ({ decimal }) => number(String(decimal)),
    },
  });
}
