import { decode } from "./decode.ts";
import { RowFault } from "../mapping/fault.ts";
import type { JsonObject } from "../mapping/json.ts";
import { isObject, parseJson } from "../mapping/json.ts";

/** A line of the file: its entry row, or why it is none. */
export type NdjsonRow = { row: JsonObject; fault?: undefined } | { row?: undefined; fault: RowFault };

/** More than any entry row has: a longer line would only fill the memory. */
const LONGEST_LINE = 1024 * 1024;

/** The rows of an NDJSON file, in constant memory. Blank lines are passed over; a bad line is a fault of its own. */
export async function* readNdjson(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<NdjsonRow, void, undefined> {
  let rest = "";
  let tooLong = false;
  for await (const text of decode(bytes, "utf-8")) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (tooLong) yield { fault: new RowFault("is longer than 1 MB") };
      else if (line.trim() !== "") yield rowOf(line);
      tooLong = false;
    }
    if (rest.length > LONGEST_LINE) {
      tooLong = true;
      rest = "";
    }
  }
  if (tooLong) yield { fault: new RowFault("is longer than 1 MB") };
  else if (rest.trim() !== "") yield rowOf(rest);
}

function rowOf(line: string): NdjsonRow {
  if (line.length > LONGEST_LINE) return { fault: new RowFault("is longer than 1 MB") };
  try {
    const row = parseJson(line);
    return isObject(row) ? { row } : { fault: new RowFault("is not a JSON object") };
  } catch (error) {
    return { fault: new RowFault(`is not JSON: ${error instanceof Error ? error.message : ""}`) };
  }
}
