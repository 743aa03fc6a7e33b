import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Schema } from "../src/index.ts";
import { exampleOf } from "../src/openapi/examples.ts";

// strictRequired is off by default: it forbids "one of these two names is required", which jobId and code need.
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
addFormats.default(ajv);

/** Compiles a schema as strictly as Ajv can; throws on an unknown keyword, format or a keyword without effect. */
export function compileStrictly(schema: Schema): ValidateFunction {
  return ajv.compile(schema);
}

/** What the schema finds fault with, as text; empty when the value fits. */
export function faultsOf(schema: Schema, value: unknown): string {
  const validate = compileStrictly(schema);
  return validate(value) ? "" : JSON.stringify(validate.errors);
}

/** A valid object for a schema, to change and try again. */
export function exampleObject(schema: Schema): Record<string, unknown> {
  const example = exampleOf(schema);
  if (typeof example !== "object" || example === null)
    throw new TypeError("The schema's example is no object");
  return Object.fromEntries(Object.entries(example));
}
