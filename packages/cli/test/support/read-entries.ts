import { readEntryRows } from "../../src/import/entry-rows.ts";
import { surveyTable } from "../../src/import/survey-table.ts";
import type { JsonObject } from "../../src/mapping/json.ts";
import { parseMapping } from "../../src/mapping/mapping.ts";
import { sourceOfText } from "./sources.ts";

/** The entry rows that a file `spend.csv` becomes, and in place of one that can't be read what is wrong, with its line. */
export async function readEntries(
  content: string | Uint8Array,
  members: unknown,
): Promise<(JsonObject | string)[]> {
  const mapping = parseMapping(JSON.stringify(members));
  const { entry } = mapping;
  if (entry === undefined) throw new Error("The mapping has no entry");
  const source = sourceOfText(content);
  const surveyed = await surveyTable(source, mapping, entry);
  const file = { source, mapping: { ...mapping, entry }, surveyed };
  const rows = await Array.fromAsync(
    readEntryRows(
      file,
      () => {},
      () => {},
    ),
  );
  return rows.map(({ line, row, fault }) => row ?? `line ${line}: ${fault.message}`);
}

/** What one column of a file becomes, read by an expression; the column is `a`. */
export async function readColumn(cells: readonly string[], expression: object): Promise<unknown[]> {
  const csv = { delimiter: ";", quotes: false };
  const content = ["a;b", ...cells.map((cell) => `${cell};x`), ""].join("\n");
  const rows = await readEntries(content, { csv, entry: { note: { column: "a", ...expression } } });
  return rows.map((row) => (typeof row === "string" ? row : row["note"]));
}

/** The mapping language's choice. Not written as an object: what has a member `then` passes for a promise. */
export function choice(condition: object, value: unknown, otherwise: unknown): object {
  const values = [condition, value, otherwise];
  return Object.fromEntries(["if", "then", "else"].map((name, at) => [name, values[at]]));
}
