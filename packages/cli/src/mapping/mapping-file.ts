import { compileCondition, type Condition } from "./condition.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject, parseJson } from "./json.ts";
import { CSV, type ENTRY_ROWS, NUMBER, ROWS, XLSX } from "./language.ts";
import { newScope, type Scope } from "./scope.ts";
import { checked, type Shape } from "./shape.ts";

/** What every mapping says of the file that it is for. */
export interface TableMapping {
  /** One character between the cells of a CSV file. */
  delimiter: string;
  /** Of a CSV file: a label of the Encoding Standard, e.g. utf-8, windows-1252. */
  encoding: string;
  /** Whether cells of a CSV file that hold a delimiter or line break stand in quotes. */
  quotes: boolean;
  /** Of a workbook; absent: its only sheet. */
  sheet: string | undefined;
  /** Lines before the header. */
  skip: number;
  /** Whether the first row after them names the columns. */
  header: boolean;
  /** The table ends before the first row of which it holds. */
  until: Condition | undefined;
  /** Only rows of which it holds count. */
  where: Condition | undefined;
  /** What the mapping reads of the file. */
  scope: Scope;
}

/** Reads a mapping file's text as an object with the members of `shape`. Throws MappingError. */
export function parseMappingFile<S extends Shape>(text: string, shape: S) {
  const members = parsed(text);
  if (!isObject(members)) throw new MappingError("The mapping must be a JSON object");
  return checked(members, shape, "");
}

function parsed(text: string): Json {
  try {
    return parseJson(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new MappingError(`The mapping is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

/** The members that say how a file is read. */
interface TableMembers {
  csv?: JsonObject;
  xlsx?: JsonObject;
  rows?: JsonObject;
  numbers?: JsonObject;
}

/** Compiles what all mappings have. Throws MappingError. */
export function compileTable(
  { csv = {}, xlsx = {}, rows = {}, numbers = {} }: TableMembers,
  shape: typeof ROWS | typeof ENTRY_ROWS = ROWS,
): TableMapping {
  const { delimiter = ",", encoding = "utf-8", quotes = true } = checked(csv, CSV, "csv");
  if (delimiter.length !== 1) throw new MappingError("csv.delimiter must be one character");
  if (!isEncoding(encoding)) throw new MappingError(`csv.encoding: "${encoding}" is not known`);
  const { skip = 0, header = true, until, where } = checked(rows, shape, "rows");
  const scope = newScope(checked(numbers, NUMBER, "numbers"));
  return {
    delimiter,
    encoding,
    quotes,
    sheet: checked(xlsx, XLSX, "xlsx").sheet,
    skip,
    header,
    until: until && compileCondition(until, "rows.until", scope),
    where: where && compileCondition(where, "rows.where", scope),
    scope,
  };
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}
