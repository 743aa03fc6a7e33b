import { decode } from "../tables/decode.ts";
import { RowFault } from "../mapping/fault.ts";
import type { JsonObject } from "../mapping/json.ts";
import { isObject, parseJson } from "../mapping/json.ts";

/** A line of the file, from 1: its entry row, or why it is none. */
export type NdjsonRow =
  { line: number; row: JsonObject; fault?: undefined } | { line: number; row?: undefined; fault: RowFault };

/** More than any entry row has: a longer line would only fill the memory. */
const LONGEST_LINE = 1024 * 1024;

/** The rows of an NDJSON file, in constant memory. Blank lines are passed over; a bad line is a fault of its own. */
export async function* readNdjson(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<NdjsonRow, void, undefined> {
  let rest = "";
  let tooLong = false;
  let number = 0;
  const longer = (): NdjsonRow => ({ line: number, fault: new RowFault("is longer than 1 MB") });
  for await (const text of decode(bytes, "utf-8")) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number += 1;
      if (tooLong || line.length > LONGEST_LINE) yield longer();
      else if (line.trim() !== "") yield rowOf(line, number);
      tooLong = false;
    }
    if (rest.length > LONGEST_LINE) {
      tooLong = true;
      rest = "";
    }
  }
  number += 1;
  if (tooLong) yield longer();
  else if (rest.trim() !== "") yield rowOf(rest, number);
}

function rowOf(text: string, line: number): NdjsonRow {
  try {
    const row = parseJson(text);
    return isObject(row) ? { line, row } : { line, fault: new RowFault("is not a JSON object") };
  } catch (error) {
    return { line, fault: new RowFault(`is not JSON: ${error instanceof Error ? error.message : ""}`) };
  }
}
