import { checkMembers, textMember } from "./column.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject, parseJson } from "./json.ts";
import type { ReferenceMapping } from "./reference-mapping.ts";
import { compileReference } from "./reference-mapping.ts";
import type { Cells, Scope } from "./scope.ts";
import { compileRow } from "./template.ts";

/** A mapping file, ready to be used: how a row of a CSV file becomes an entry row. */
export interface Mapping {
  /** One character between cells. */
  delimiter: string;
  /** A label of the Encoding Standard, e.g. utf-8, windows-1252. */
  encoding: string;
  /** The columns that it reads; a file must have all of them. */
  columns: ReadonlySet<string>;
  /** The entry row of a row of the file, as far as the row says. Throws RowFault. */
  entryRow(cells: Cells): JsonObject;
  /** What the file names of the company's reference data; absent when the mapping doesn't say. */
  reference: ReferenceMapping | undefined;
}

/** Reads a mapping file's text (docs/cli.md, "The mapping file"). Throws MappingError naming what is wrong. */
export function parseMapping(text: string): Mapping {
  const value = parsed(text);
  if (!isObject(value)) throw new MappingError("The mapping must be a JSON object");
  checkMembers(value, ["csv", "entry", "reference"], "The mapping");
  const scope: Scope = { columns: new Set() };
  const { entry, reference } = value;
  if (!isObject(entry)) throw new MappingError("entry must be an object");
  const read = compileRow(entry, "entry", scope);
  return {
    ...csvMembers(value["csv"] ?? {}),
    columns: scope.columns,
    entryRow: (cells) => withLineAmounts(read(cells)),
    reference: reference === undefined ? undefined : compileReference(reference, scope),
  };
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new MappingError(`The mapping is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function csvMembers(csv: Json): Pick<Mapping, "delimiter" | "encoding"> {
  if (!isObject(csv)) throw new MappingError("csv must be an object");
  checkMembers(csv, ["delimiter", "encoding"], "csv");
  const delimiter = textMember(csv, "delimiter", "csv") ?? ",";
  if (delimiter.length !== 1) throw new MappingError("csv.delimiter must be one character");
  const encoding = textMember(csv, "encoding", "csv") ?? "utf-8";
  if (!isEncoding(encoding)) throw new MappingError(`csv.encoding: "${encoding}" is not known`);
  return { delimiter, encoding };
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

/** A single line without an amount of its own has the entry's. */
function withLineAmounts(row: JsonObject): JsonObject {
  const { lines, amount } = row;
  if (!Array.isArray(lines) || lines.length !== 1 || amount === undefined) return row;
  const [line] = lines;
  return isObject(line) && line["amount"] === undefined ? { ...row, lines: [{ amount, ...line }] } : row;
}
