import { readInstant } from "@ledgerport/engine";
import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const common = {
  strict: false,
  allErrors: false,
  removeAdditional: false,
  useDefaults: false,
  verbose: true,
  strictNumbers: true,
} as const;

/** For bodies and answers: nothing is converted, dropped or filled in. */
const exact = new Ajv2020({ ...common, coerceTypes: false });

/** For query and path parameters, which are text: numbers and booleans are read from it. */
const coercing = new Ajv2020({ ...common, coerceTypes: true });

for (const ajv of [exact, coercing]) {
  addFormats.default(ajv, { mode: "full", formats: ["date", "uuid", "uri"] });
  // Wider than RFC 3339, for what requests may say; an answer's pattern is narrower than either.
  ajv.addFormat("date-time", (text: string) => readInstant(text) !== undefined);
}

/** Compiles a schema for values that must have the right types already. */
export function compileExact(schema: AnySchema): ValidateFunction {
  return exact.compile(schema);
}

/** Compiles a schema for parameters given as text; it changes the object it checks. */
export function compileCoercing(schema: AnySchema): ValidateFunction {
  return coercing.compile(schema);
}

/**
 * The first thing a schema found fault with; undefined only when it found none. Of a member that is missing it says the
 * `others` that would have done as well.
 */
export function firstFault(validate: ValidateFunction): ErrorObject | undefined {
  const [first, ...further] = validate.errors ?? [];
  if (first?.keyword !== "required") return first;
  const others = further
    .filter(({ keyword, instancePath }) => keyword === "required" && instancePath === first.instancePath)
    .map((error): unknown => error.params["missingProperty"]);
  return { ...first, params: { ...first.params, others } };
}
