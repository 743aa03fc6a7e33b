import { CELL_MEMBERS, checkMembers, compileCell, textMember } from "./column.ts";
import { compileCondition } from "./condition.ts";
import { dateReader } from "./day-date.ts";
import { readDecimal, wireValueOf } from "./decimal.ts";
import { MappingError, RowFault } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { NUMBER_MEMBERS, numberStyle } from "./number-member.ts";
import type { Read, Scope } from "./scope.ts";

/** Compiles any part of a mapping; given to expressions for the parts within them. */
export type CompilePart = (value: Json, place: string, scope: Scope) => Read<Json>;

/** An object with one of these members is an expression, any other one is a part of the entry row. */
const EXPRESSIONS = ["column", "join", "if"] as const;

/** The kind of expression that `object` is; undefined when it is none. */
export function expressionKind(object: JsonObject): (typeof EXPRESSIONS)[number] | undefined {
  return EXPRESSIONS.find((name) => Object.hasOwn(object, name));
}

/** Compiles an expression (docs/cli.md, "The mapping file"). Throws MappingError naming the place. */
export function compileExpression(
  object: JsonObject,
  kind: (typeof EXPRESSIONS)[number],
  place: string,
  scope: Scope,
  compilePart: CompilePart,
): Read<Json> {
  switch (kind) {
    case "column":
      return compileColumn(object, place, scope);
    case "join":
      return compileJoin(object, place, scope, compilePart);
    case "if":
      return compileIf(object, place, scope, compilePart);
  }
}

function compileColumn(object: JsonObject, place: string, scope: Scope): Read<Json> {
  switch (textMember(object, "as", place) ?? "text") {
    case "text":
      checkMembers(object, [...CELL_MEMBERS, "as"], place);
      return compileCell(object, place, scope).read;
    case "date":
      checkMembers(object, [...CELL_MEMBERS, "as", "format"], place);
      return compileDate(object, place, scope);
    case "amount":
      checkMembers(object, [...CELL_MEMBERS, ...NUMBER_MEMBERS, "as", "negate"], place);
      return compileAmount(object, place, scope);
    default:
      throw new MappingError(`${place}.as must be text, date or amount`);
  }
}

function compileDate(object: JsonObject, place: string, scope: Scope): Read<string> {
  const { column, read } = compileCell(object, place, scope);
  const format = textMember(object, "format", place) ?? "YYYY-MM-DD";
  const toDate = withPlace(`${place}.format`, () => dateReader(format));
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return undefined;
    const date = toDate(text);
    if (date === undefined) throw new RowFault(`"${text}" is not a date like ${format}`, column);
    return date;
  };
}

function compileAmount(object: JsonObject, place: string, scope: Scope): Read<number> {
  const { column, read } = compileCell(object, place, scope);
  const style = numberStyle(object, place);
  const { negate = false } = object;
  if (typeof negate !== "boolean") throw new MappingError(`${place}.negate must be true or false`);
  return (cells) => {
    const text = read(cells);
    if (text === undefined) return undefined;
    const amount = readDecimal(text, style);
    if (amount === undefined) throw new RowFault(`"${text}" is not an amount`, column);
    try {
      return wireValueOf(negate ? { ...amount, units: -amount.units } : amount);
    } catch (error) {
      if (error instanceof RangeError) throw new RowFault(`"${text}" ${error.message}`, column);
      throw error;
    }
  };
}

/** Absent when any part is, so that half a reference never passes for a whole one. */
function compileJoin(
  object: JsonObject,
  place: string,
  scope: Scope,
  compilePart: CompilePart,
): Read<string> {
  checkMembers(object, ["join", "with"], place);
  const { join } = object;
  if (!Array.isArray(join) || join.length === 0) throw new MappingError(`${place}.join must be a list`);
  const parts = join.map((part, index) => compilePart(part, `${place}.join[${index}]`, scope));
  const separator = textMember(object, "with", place) ?? "";
  return (cells) => {
    const values = parts.map((part) => part(cells));
    if (values.includes(undefined)) return undefined;
    return values.map(String).join(separator);
  };
}

function compileIf(object: JsonObject, place: string, scope: Scope, compilePart: CompilePart): Read<Json> {
  checkMembers(object, ["if", "then", "else"], place);
  const { if: condition = null, then = null, else: otherwise = null } = object;
  const holds = compileCondition(condition, `${place}.if`, scope);
  const whenTrue = compilePart(then, `${place}.then`, scope);
  const whenFalse = compilePart(otherwise, `${place}.else`, scope);
  return (cells) => (holds(cells) ? whenTrue(cells) : whenFalse(cells));
}

function withPlace<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? new MappingError(`${place}: ${error.message}`) : error;
  }
}
