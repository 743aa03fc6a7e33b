import { RowFault } from "../mapping/fault.ts";
import type { Cells } from "../mapping/scope.ts";
import { type CsvOptions, readCsv } from "./csv-rows.ts";

/** What a mapping made of a row of the file, or why it made nothing. */
export type MappedRow<Row> = { row: Row; fault?: undefined } | { row?: undefined; fault: RowFault };

/**
 * The rows of a CSV file as `map` makes them from the cells, in constant memory. A row that it throws a RowFault for
 * is a fault of its own. Throws UsageError as readCsv does.
 */
export async function* readMappedRows<Row>(
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions,
  map: (cells: Cells) => Row,
): AsyncGenerator<MappedRow<Row>, void, undefined> {
  for await (const { cells, fault } of readCsv(bytes, options)) {
    yield fault === undefined ? mappedRow(cells, map) : { fault };
  }
}

function mappedRow<Row>(cells: Cells, map: (cells: Cells) => Row): MappedRow<Row> {
  try {
    return { row: map(cells) };
  } catch (error) {
    if (error instanceof RowFault) return { fault: error };
    throw error;
  }
}
