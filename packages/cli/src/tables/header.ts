import { UsageError } from "../exit-codes.ts";
import { type FileRecord, textOf } from "./row.ts";

/** The columns of a table: where they are by name, and how many there are. */
export interface Header {
  places: ReadonlyMap<string, number>;
  /** Cells of a row; undefined: nothing is known of it. */
  width: number | undefined;
  /** Columns from here on have no name, so that rows may end before them. */
  named: number;
}

/** A file whose columns have no names. */
export const noHeader: Header = { places: new Map(), width: undefined, named: 0 };

/**
 * The columns that a header names. Throws UsageError when it lacks one of `wanted`, or has it twice; `others` are the
 * rows after it, among which the header may be.
 */
export function readHeader(
  record: FileRecord,
  wanted: ReadonlySet<string | number>,
  delimiter: string | undefined,
  others: readonly FileRecord[],
): Header {
  const names = namesOf(record);
  const missing = missingOf(names, wanted);
  if (missing.length > 0) {
    throw new UsageError(
      `The file has no column ${quoted(missing)}; ${hint(names, record, missing, delimiter, others, wanted)}`,
    );
  }
  const twice = names.find((name, index) => wanted.has(name) && names.indexOf(name) !== index);
  if (twice !== undefined) {
    const places = names.flatMap((name, index) => (name === twice ? [index + 1] : []));
    throw new UsageError(
      `The file has the column "${twice}" ${places.length === 2 ? "twice" : `${places.length} times`}: name it by its place, "column": ${places.join(" or ")}`,
    );
  }
  const places = new Map<string, number>();
  for (const [index, name] of names.entries()) if (!places.has(name)) places.set(name, index);
  return { places, width: names.length, named: names.findLastIndex((name) => name !== "") + 1 };
}

function namesOf({ cells }: FileRecord): string[] {
  return cells.map((cell) => textOf(cell).trim());
}

function missingOf(names: readonly string[], wanted: ReadonlySet<string | number>): (string | number)[] {
  return [...wanted].filter((column) =>
    typeof column === "number" ? column > names.length : !names.includes(column),
  );
}

const DELIMITERS = [",", ";", "\t", "|"];

function hint(
  names: readonly string[],
  record: FileRecord,
  missing: readonly (string | number)[],
  delimiter: string | undefined,
  others: readonly FileRecord[],
  wanted: ReadonlySet<string | number>,
): string {
  const better =
    delimiter === undefined ? undefined : betterDelimiter(names.join(delimiter), delimiter, missing);
  if (better !== undefined) {
    const count = names.length === 1 ? "one column where several are expected" : `${names.length} columns`;
    return `with ${JSON.stringify(delimiter)} between them line ${record.line} has ${count}, and the file seems to have ${JSON.stringify(better)}: the mapping must say "csv": {"delimiter": ${JSON.stringify(better)}}`;
  }
  const header = others.find((other) => missingOf(namesOf(other), wanted).length === 0);
  if (header !== undefined) {
    return `line ${header.line} has all that are wanted: the mapping must say "rows": {"skip": ${header.line - 1}}`;
  }
  return `line ${record.line} has ${quoted(names)}`;
}

function betterDelimiter(
  line: string,
  delimiter: string,
  missing: readonly (string | number)[],
): string | undefined {
  return DELIMITERS.find((other) => {
    const names = line.split(other).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    return other !== delimiter && names.length > 1 && missing.some((one) => names.includes(String(one)));
  });
}

function quoted(names: readonly (string | number)[]): string {
  return names.map((name) => (typeof name === "number" ? String(name) : `"${name}"`)).join(", ");
}
