import { checkMembers, textMember } from "./column.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject, parseJson } from "./json.ts";

/** What every mapping says of the CSV file that it is for. */
export interface CsvMapping {
  /** One character between cells. */
  delimiter: string;
  /** A label of the Encoding Standard, e.g. utf-8, windows-1252. */
  encoding: string;
  /** The columns that it reads; a file must have all of them. */
  columns: ReadonlySet<string>;
}

/** A mapping file, checked as far as all mappings are alike. */
export interface MappingFile {
  /** The whole file. */
  members: JsonObject;
  /** Its member `csv`, or what counts without it. */
  csv: Pick<CsvMapping, "delimiter" | "encoding">;
}

/** Reads a mapping file's text, which may have the members `known` besides `csv`. Throws MappingError. */
export function parseMappingFile(text: string, known: readonly string[]): MappingFile {
  const members = parsed(text);
  if (!isObject(members)) throw new MappingError("The mapping must be a JSON object");
  checkMembers(members, ["csv", ...known], "The mapping");
  return { members, csv: csvMembers(members["csv"] ?? {}) };
}

function parsed(text: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new MappingError(`The mapping is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function csvMembers(csv: Json): MappingFile["csv"] {
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
