import { textOf } from "../tables/row.ts";
import { type CellReader, compileCell } from "./cell.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { ALL, ANY, CELL_CONDITION, NOT } from "./language.ts";
import { compileNumber } from "./number.ts";
import type { Scope } from "./scope.ts";
import { asObject, type Checked, checked } from "./shape.ts";
import type { Row } from "../tables/row.ts";

/** Whether something holds of a row. Throws RowFault. */
export type Condition = (row: Row) => boolean;

/**
 * A condition on one cell, `{"column", "in": [texts]}`, `{"column", "like": [patterns]}` or `{"column", "is": state}`, or one
 * made of others, `{"all": [...]}`, `{"any": [...]}`, `{"not": ...}`. Throws MappingError.
 */
export function compileCondition(value: JsonObject, place: string, scope: Scope): Condition {
  if ("all" in value) {
    const parts = compileList(checked(value, ALL, place).all, `${place}.all`, scope);
    return (row) => parts.every((part) => part(row));
  }
  if ("any" in value) {
    const parts = compileList(checked(value, ANY, place).any, `${place}.any`, scope);
    return (row) => parts.some((part) => part(row));
  }
  if ("not" in value) {
    const part = compileCondition(
      asObject(checked(value, NOT, place).not, `${place}.not`),
      `${place}.not`,
      scope,
    );
    return (row) => !part(row);
  }
  return compileCellCondition(checked(value, CELL_CONDITION, place), place, scope);
}

function compileList(parts: readonly Json[] = [], place: string, scope: Scope): Condition[] {
  return parts.map((part, index) => {
    const at = `${place}[${index}]`;
    return compileCondition(asObject(part, at), at, scope);
  });
}

function compileCellCondition(
  members: Checked<typeof CELL_CONDITION>,
  place: string,
  scope: Scope,
): Condition {
  const cell = compileCell(members, place, scope);
  const tests = [members.in, members.like, members.is].filter((test) => test !== undefined);
  if (tests.length !== 1) throw new MappingError(`${place} must have one of "in", "like" and "is"`);
  if (members.in !== undefined) {
    const texts = new Set(members.in);
    return (row) => texts.has(textOf(cell.read(row) ?? ""));
  }
  if (members.like !== undefined) {
    const patterns = members.like.map(pattern);
    return (row) => {
      const text = textOf(cell.read(row) ?? "");
      return patterns.some((one) => one.test(text));
    };
  }
  return compileState(members, cell, place, scope);
}

/** A pattern in which `*` stands for any text. */
function pattern(like: string): RegExp {
  const source = like
    .split("*")
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`, "s");
}

function compileState(
  members: Checked<typeof CELL_CONDITION>,
  cell: CellReader,
  place: string,
  scope: Scope,
): Condition {
  const { is } = members;
  if (is === "absent") return (row) => cell.read(row) === undefined;
  if (is === "present") return (row) => cell.read(row) !== undefined;
  const number = compileNumber(members, cell, place, scope);
  return (row) => {
    const value = number(row);
    return value !== undefined && signOf(value.units) === is;
  };
}

function signOf(units: bigint): "negative" | "zero" | "positive" {
  if (units === 0n) return "zero";
  return units < 0n ? "negative" : "positive";
}
