import { compileColumn } from "./column-expression.ts";
import { compileCondition } from "./condition.ts";
import { MappingError } from "./fault.ts";
import type { Json, JsonObject } from "./json.ts";
import { FILE, IF, JOIN } from "./language.ts";
import type { Read, Scope } from "./scope.ts";
import { asObject, checked } from "./shape.ts";

/** Compiles any part of a mapping; given to expressions for the parts within them. */
export type CompilePart = (value: Json, place: string, scope: Scope) => Read<Json>;

/** An object with one of these members is an expression, any other one is a part of the entry row. */
const EXPRESSIONS = ["column", "file", "join", "if"] as const;

/** The kind of expression that `object` is; undefined when it is none. */
export function expressionKind(object: JsonObject): (typeof EXPRESSIONS)[number] | undefined {
  return EXPRESSIONS.find((name) => Object.hasOwn(object, name));
}

/** Compiles an expression (docs/mapping.md, "Expressions"). Throws MappingError naming the place. */
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
    case "file":
      return compileFile(object, place, scope);
    case "join":
      return compileJoin(object, place, scope, compilePart);
    case "if":
      return compileIf(object, place, scope, compilePart);
  }
}

function compileFile(object: JsonObject, place: string, scope: Scope): Read<string> {
  const { file } = checked(object, FILE, place);
  if (file === "line") return ({ line }) => String(line);
  scope.usesName = true;
  return (row) => row.file;
}

/** Absent when any part is, so that half a reference never passes for a whole one. */
function compileJoin(
  object: JsonObject,
  place: string,
  scope: Scope,
  compilePart: CompilePart,
): Read<string> {
  const { join = [], with: separator = "" } = checked(object, JOIN, place);
  if (join.length === 0) throw new MappingError(`${place}.join must be a list with something in it`);
  const parts = join.map((part, index) => compilePart(part, `${place}.join[${index}]`, scope));
  return (row) => {
    const values = parts.map((part) => part(row));
    if (values.includes(undefined)) return undefined;
    return values.map(String).join(separator);
  };
}

function compileIf(object: JsonObject, place: string, scope: Scope, compilePart: CompilePart): Read<Json> {
  const { if: condition, then = null, else: otherwise = null } = checked(object, IF, place);
  if (condition === undefined) throw new MappingError(`${place}.if is missing`);
  const holds = compileCondition(asObject(condition, `${place}.if`), `${place}.if`, scope);
  const whenTrue = compilePart(then, `${place}.then`, scope);
  const whenFalse = compilePart(otherwise, `${place}.else`, scope);
  return (row) => (holds(row) ? whenTrue(row) : whenFalse(row));
}
