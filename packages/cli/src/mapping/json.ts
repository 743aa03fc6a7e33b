/** What JSON can say. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [name: string]: Json;
}

/** Parses JSON text. Throws SyntaxError. */
export function parseJson(text: string): Json {
  // Everything that JSON.parse makes without a reviver is of this type.
  return JSON.parse(text) as Json;
}

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text as it is, anything else as its JSON. */
export function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
