import type { Row } from "../../src/tables/row.ts";

/** A row of a file `spend.csv` with these cells by column. */
export function rowOf(cells: Readonly<Record<string, string>>, line = 2): Row {
  const places = new Map(Object.keys(cells).map((name, index) => [name, index]));
  return { line, file: "spend.csv", cells: Object.values(cells), places };
}
