import type { FileFormat } from "../files/file-format.ts";
import { readCsv } from "./read-csv.ts";
import { HEADER, rowsOf } from "./rows.ts";

/** A CSV file (RFC 4180, UTF-8, CRLF, one header row), one row for each line of an entry. */
export const csvFormat: FileFormat<void, string> = {
  read: readCsv,
  render: rowsOf,
  compose: (entries, _content, isNew) => (isNew ? `${HEADER}\r\n` : "") + entries.join(""),
  written: () => undefined,
};
