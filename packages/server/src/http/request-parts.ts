import { type Operation, type Schema, keywordsOf } from "@ledgerport/contract";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { ApiError, badRequest, parameterMissing } from "../errors/api-error.ts";
import { type RawQuery, listOf } from "../paging/page-query.ts";
import { compileCoercing, compileExact, firstFault } from "../validation/ajv.ts";
import { describeFault } from "../validation/fault.ts";

/** Path parameters, and query parameters with the types that the operation's schema gives them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Checks the parts of an operation's requests against its schemas. */
export interface RequestParts {
  /** Throws BAD_REQUEST or REQUIRED_PARAMETER_MISSING, naming the parameter. */
  params(given: Parameters): void;
  /** The query with its types; unknown parameters stay as given. Throws as `params` does. */
  query(raw: RawQuery): Parameters;
  /** Throws BAD_REQUEST or REQUIRED_PARAMETER_MISSING, naming the field. */
  body(given: unknown): void;
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
  const { body: described } = operation;
  const body = described === undefined || described.streamed ? undefined : compileExact(described.schema);
  return {
    params(given) {
      if (params !== undefined) check(params, given, "The path");
    },
    query(raw) {
      if (query === undefined) return raw;
      const typed: Record<string, unknown> = { ...raw };
      for (const name of repeatable) {
        if (raw[name] !== undefined) typed[name] = listOf(raw[name]);
      }
      check(query, typed, "The query");
      return typed;
    },
    body(given) {
      if (body === undefined) return;
      if (given === undefined) throw parameterMissing("The request needs a body", "body");
      check(body, given, "The body");
    },
  };
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
