import type { RowFault } from "../mapping/fault.ts";
import type { JsonObject } from "../mapping/json.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { readMappedRows } from "./mapped-rows.ts";
import { readNdjson } from "./ndjson-rows.ts";

/** A row of the file, counted from 1 without the header: an entry row, or why there is none. */
export type FileRow =
  { number: number; row: JsonObject; fault?: undefined } | { number: number; fault: RowFault };

/** Reads the file's rows as entry rows: CSV through a mapping, NDJSON as it is. */
export async function* readEntryRows(
  bytes: AsyncIterable<Uint8Array>,
  mapping: Mapping | undefined,
): AsyncGenerator<FileRow, void, undefined> {
  let number = 0;
  const rows =
    mapping === undefined
      ? readNdjson(bytes)
      : readMappedRows(bytes, mapping, (cells) => mapping.entryRow(cells));
  for await (const row of rows) {
    number += 1;
    yield { number, ...row };
  }
}
