import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Read, Scope } from "./scope.ts";

/** Throws MappingError when `object` has a member that is not among `known`. */
export function checkMembers(object: JsonObject, known: readonly string[], place: string): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new MappingError(`${place}: "${unknown}" is not known here; known are ${known.join(", ")}`);
}

/** A member that must be text, or may be left out. Throws MappingError. */
export function textMember(object: JsonObject, name: string, place: string): string | undefined {
  const value = object[name];
  if (value === undefined || typeof value === "string") return value;
  throw new MappingError(`${place}.${name} must be text`);
}

/** The members that say which cell is read, and what in it counts as nothing. */
export const CELL_MEMBERS = ["column", "trim", "absent"];

/** A cell of the row. */
export interface Cell {
  column: string;
  read: Read<string>;
}

/** Reads a cell: blanks around it removed unless `trim` is false, absent when empty or one of `absent`. */
export function compileCell(object: JsonObject, place: string, scope: Scope): Cell {
  const column = textMember(object, "column", place);
  if (column === undefined || column === "") throw new MappingError(`${place}.column must name a column`);
  const { trim = true } = object;
  if (typeof trim !== "boolean") throw new MappingError(`${place}.trim must be true or false`);
  const absent = new Set(["", ...textList(object["absent"] ?? [], `${place}.absent`)]);
  scope.columns.add(column);
  const read: Read<string> = (cells) => {
    const cell = cells[column] ?? "";
    const text = trim ? cell.trim() : cell;
    return absent.has(text) ? undefined : text;
  };
  return { column, read };
}

/** A list of texts. Throws MappingError. */
export function textList(value: Json, place: string): string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
    throw new MappingError(`${place} must be a list of texts`);
  }
  return value;
}
