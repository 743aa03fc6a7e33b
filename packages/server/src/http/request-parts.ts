import { type Operation, type Schema, isWholeOptional, keywordsOf } from "@ledgerport/contract";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { ApiError, badRequest, parameterMissing } from "../errors/api-error.ts";
import { type RawQuery, listOf } from "../paging/page-query.ts";
import { compileCoercing, compileExact, firstFault } from "../validation/ajv.ts";
import { lenientReader } from "../validation/lenient-reader.ts";
import { describeFault } from "../validation/fault.ts";
import { refuseUnknownParameters } from "./unknown-parameters.ts";

/** Path parameters, and query parameters with the types that the operation's schema gives them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Checks the parts of an operation's requests against its schemas. */
export interface RequestParts {
  /** The path's parameters. Throws BAD_REQUEST or REQUIRED_PARAMETER_MISSING, naming the parameter. */
  params(given: Parameters): Parameters;
  /**
   * The query with its types. Unknown parameters stay as given, but are refused on the Platform API (contract 6), as
   * unknown members of bodies are. Throws as `params` does.
   */
  query(raw: RawQuery): Parameters;
  /** The body; an empty object where none was sent and none is needed. Throws as `params` does, naming the field. */
  body(given: unknown): unknown;
}

/** Compiles the checks of an operation. */
export function requestParts(operation: Operation): RequestParts {
  const params = operation.params === undefined ? undefined : compileExact(operation.params);
  const query = operation.query === undefined ? undefined : compileCoercing(operation.query);
  const repeatable = new Set(
    Object.entries(operation.query?.properties ?? {})
      .filter(isList)
      .map(([name]) => name),
  );
  const readParams = lenientReader(operation.params ?? {});
  const readQuery = lenientReader(operation.query ?? {});
  const known = operation.api === "platform" ? Object.keys(operation.query?.properties ?? {}) : undefined;
  return {
    params(given) {
      const read = { ...given };
      readParams(read);
      if (params !== undefined) check(params, read, "The path");
      return read;
    },
    query(raw) {
      if (known !== undefined) refuseUnknownParameters(raw, known);
      if (query === undefined) return raw;
      const typed: Record<string, unknown> = { ...raw };
      for (const name of repeatable) {
        if (raw[name] !== undefined) typed[name] = listOf(raw[name]);
      }
      readQuery(typed);
      check(query, typed, "The query");
      return typed;
    },
    body: bodyReader(operation),
  };
}

function bodyReader({ body: described }: Operation): RequestParts["body"] {
  if (described === undefined || described.streamed) return (given) => given;
  const { schema, removable, elementwise } = described;
  if (elementwise) return listOnly;
  const validate = compileExact(schema);
  const read = lenientReader(schema, removable);
  const canBeLeftOut = isWholeOptional(schema);
  return (given) => {
    const value = canBeLeftOut ? (given ?? {}) : given;
    if (value === undefined) throw parameterMissing("The request needs a body", "body");
    read(value);
    check(validate, value, "The body");
    return value;
  };
}

/** What is in the list is for the handler to check, one by one. */
function listOnly(given: unknown): unknown {
  if (given === undefined) throw parameterMissing("The request needs a body", "body");
  if (!Array.isArray(given)) throw badRequest("The body must be an array");
  return given;
}

function isList([, schema]: [string, Schema]): boolean {
  return keywordsOf(schema)["type"] === "array";
}

function check(validate: ValidateFunction, value: unknown, subject: string): void {
  if (validate(value)) return;
  const error = firstFault(validate);
  if (error === undefined) throw badRequest(`${subject} is not valid`);
  const fault = describeFault(error, subject);
  throw new ApiError(fault.type, fault.message, fault.param === undefined ? {} : { param: fault.param });
}
