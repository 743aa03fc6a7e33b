import { MappingError } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { type CsvMapping, parseMappingFile } from "./mapping-file.ts";
import type { ReferenceMapping } from "./reference-mapping.ts";
import { compileReference } from "./reference-mapping.ts";
import type { Cells, Scope } from "./scope.ts";
import { compileRow } from "./template.ts";

/** A mapping file, ready to be used: how a row of a CSV file becomes an entry row. */
export interface Mapping extends CsvMapping {
  /** The entry row of a row of the file, as far as the row says. Throws RowFault. */
  entryRow(cells: Cells): JsonObject;
  /** What the file names of the company's reference data; absent when the mapping doesn't say. */
  reference: ReferenceMapping | undefined;
}

/** Reads a mapping file's text (docs/cli.md, "The mapping file"). Throws MappingError naming what is wrong. */
export function parseMapping(text: string): Mapping {
  const { members, csv } = parseMappingFile(text, ["entry", "reference"]);
  const scope: Scope = { columns: new Set() };
  const { entry, reference } = members;
  if (!isObject(entry)) throw new MappingError("entry must be an object");
  const read = compileRow(entry, "entry", scope);
  return {
    ...csv,
    columns: scope.columns,
    entryRow: (cells) => withLineAmounts(read(cells)),
    reference: reference === undefined ? undefined : compileReference(reference, scope),
  };
}

/** A single line without an amount of its own has the entry's. */
function withLineAmounts(row: JsonObject): JsonObject {
  const { lines, amount } = row;
  if (!Array.isArray(lines) || lines.length !== 1 || amount === undefined) return row;
  const [line] = lines;
  return isObject(line) && line["amount"] === undefined ? { ...row, lines: [{ amount, ...line }] } : row;
}
