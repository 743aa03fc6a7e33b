import type { Row } from "../tables/row.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import { ENTRY, ENTRY_ROWS, MAPPING } from "./language.ts";
import { compileTable, parseMappingFile, type TableMapping } from "./mapping-file.ts";
import { compileReference, type ReferenceMapping } from "./reference-mapping.ts";
import type { Read } from "./scope.ts";
import { checked } from "./shape.ts";
import { compileRow, compileTemplate } from "./template.ts";
import { creditNoteWarnings } from "./credit-notes.ts";

/** How a row of a file becomes an entry row. */
export interface EntryMapping {
  /** The entry row of a row of the file, as far as the row says. Throws RowFault. */
  read(row: Row): JsonObject;
  /** Its externalRef alone. Throws RowFault. */
  externalRef: Read<Json>;
  /** Whether rows with one externalRef are the lines of one entry. */
  combine: boolean;
  /** Whether lines have amounts of their own, so that the entry's amount is a total. */
  linesHaveAmounts: boolean;
}

/** A mapping file, ready to be used. */
export interface Mapping extends TableMapping {
  /** Absent: the file has no entries. */
  entry: EntryMapping | undefined;
  /** What the file names of the company's reference data; absent when the mapping doesn't say. */
  reference: ReferenceMapping | undefined;
  /** What is probably not meant. */
  warnings: readonly string[];
}

/** Reads a mapping file's text (docs/mapping.md). Throws MappingError naming what is wrong. */
export function parseMapping(text: string): Mapping {
  const { entry, reference, ...file } = parseMappingFile(text, MAPPING);
  if (entry === undefined && reference === undefined) {
    throw new MappingError("The mapping must have entry or reference");
  }
  const table = compileTable(file, ENTRY_ROWS);
  const { combine = false } = checked(file.rows ?? {}, ENTRY_ROWS, "rows");
  return {
    ...table,
    entry: entry && compileEntry(entry, combine, table),
    reference: reference && compileReference(reference, table.scope),
    warnings: entry === undefined ? [] : creditNoteWarnings(entry),
  };
}

function compileEntry(entry: JsonObject, combine: boolean, { scope }: TableMapping): EntryMapping {
  checked(entry, ENTRY, "entry");
  if (combine && entry["externalRef"] === undefined) {
    throw new MappingError("rows.combine needs entry.externalRef: rows that share it become one entry");
  }
  const read = compileRow(entry, "entry", scope);
  const { lines } = entry;
  return {
    read: (row) => withLineAmounts(read(row)),
    externalRef: compileTemplate(entry["externalRef"] ?? null, "entry.externalRef", scope),
    combine,
    linesHaveAmounts: Array.isArray(lines) && lines.some((line) => isObject(line) && "amount" in line),
  };
}

/** A single line without an amount of its own has the entry's. */
function withLineAmounts(row: JsonObject): JsonObject {
  const { lines, amount } = row;
  if (!Array.isArray(lines) || lines.length !== 1 || amount === undefined) return row;
  const [line] = lines;
  return isObject(line) && line["amount"] === undefined ? { ...row, lines: [{ amount, ...line }] } : row;
}
