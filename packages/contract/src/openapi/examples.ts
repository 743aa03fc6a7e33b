import { type Keywords, type Schema, keywordsOf } from "../schema/type.ts";

const WORD = "text";

/** A valid value for a schema: its own first example, else one made of its parts. Optional parts are left out. */
export function exampleOf(schema: Schema): unknown {
  const keywords = keywordsOf(schema);
  if (Array.isArray(keywords["examples"])) return keywords["examples"][0];
  if (Array.isArray(keywords["enum"])) return keywords["enum"][0];
  if (Array.isArray(keywords["anyOf"]) && keywords["type"] === undefined)
    return exampleOf(keywordsOf(keywords["anyOf"][0]));
  switch (keywords["type"]) {
    case "object":
      return exampleOfObject(keywords);
    case "array":
      return [exampleOf(keywordsOf(keywords["items"]))];
    case "string":
      return WORD;
    case "integer":
    case "number":
      return keywords["minimum"] ?? 0;
    case "boolean":
      return false;
    default:
      return null;
  }
}

function exampleOfObject({ required, properties }: Keywords): Record<string, unknown> {
  const names = Array.isArray(required) ? required : [];
  return Object.fromEntries(
    Object.entries(keywordsOf(properties))
      .filter(([name]) => names.includes(name))
      .map(([name, property]) => [name, exampleOf(keywordsOf(property))]),
  );
}
