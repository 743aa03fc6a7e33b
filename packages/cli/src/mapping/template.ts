import { compileExpression, expressionKind } from "./expression.ts";
import type { Json, JsonObject } from "./json.ts";
import { isObject } from "./json.ts";
import type { Row } from "../tables/row.ts";
import type { Read, Scope } from "./scope.ts";

/**
 * Compiles a template: JSON of the shape wanted, in which expressions stand for what differs from row to row.
 * Members and list elements without a value are left out; so is an object or list that reads columns and finds
 * nothing in any of them (its constants alone say nothing). Throws MappingError.
 */
export function compileTemplate(value: Json, place: string, scope: Scope): Read<Json> {
  if (value === null) return () => undefined;
  if (Array.isArray(value)) {
    const parts = value.map((part, index) => compilePart(part, `${place}[${index}]`, scope));
    return (row) => {
      const values = parts.map((part) => part.read(row)).filter((one) => one !== undefined);
      return values.length === 0 ? undefined : values;
    };
  }
  if (!isObject(value)) return () => value;
  const kind = expressionKind(value);
  if (kind !== undefined) return compileExpression(value, kind, place, scope, compileTemplate);
  return compileObject(value, place, scope);
}

/** Compiles a template of a whole row, which is there even when no column has a value. Throws MappingError. */
export function compileRow(value: JsonObject, place: string, scope: Scope): (row: Row) => JsonObject {
  const members = compileMembers(value, place, scope);
  return (row) => members(row).result;
}

/** A part, and whether it depends on the row at all. */
interface Part {
  read: Read<Json>;
  varies: boolean;
}

function compilePart(value: Json, place: string, scope: Scope): Part {
  const own: Scope = { ...scope, columns: new Set() };
  const read = compileTemplate(value, place, own);
  for (const column of own.columns) scope.columns.add(column);
  scope.usesName ||= own.usesName;
  return { read, varies: own.columns.size > 0 };
}

function compileObject(value: JsonObject, place: string, scope: Scope): Read<Json> {
  const members = compileMembers(value, place, scope);
  return (row) => {
    const { result, saysSomething } = members(row);
    return saysSomething ? result : undefined;
  };
}

/** An object's members, and whether more than its constants is there (or it has nothing else). */
function compileMembers(value: JsonObject, place: string, scope: Scope) {
  const parts = Object.entries(value).map(([name, member]) => ({
    name,
    ...compilePart(member, `${place}.${name}`, scope),
  }));
  const onlyConstants = parts.every((part) => !part.varies);
  return (row: Row): { result: JsonObject; saysSomething: boolean } => {
    const result: JsonObject = {};
    let saysSomething = onlyConstants;
    for (const { name, read, varies } of parts) {
      const member = read(row);
      if (member === undefined) continue;
      result[name] = member;
      saysSomething ||= varies;
    }
    return { result, saysSomething };
  };
}
