import { ErrorBody } from "../errors/body.ts";
import { ERRORS, type ErrorCode } from "../errors/registry.ts";
import type { Operation } from "../operations/operation.ts";
import type { Json, SchemaComponents } from "./components.ts";
import type { SharedAnswers } from "./shared-answers.ts";

/** The error answers of an operation, by status; each status lists its codes with an example. */
export function errorAnswers(
  operation: Operation,
  components: SchemaComponents,
  answers: SharedAnswers,
): Json {
  const further = headersOfVersion(operation);
  const byStatus = Map.groupBy(operation.errors, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      answers.publish(
        [...codes, ...(operation.deprecated ? ["deprecated"] : [])].join("-"),
        answer(status, codes, components, further),
      ),
    ]),
  );
}

/** What every answer of a deprecated version carries, refusals included. */
export function headersOfVersion({ deprecated }: Operation): string[] {
  return deprecated ? ["Deprecation", "Sunset", "Link"] : [];
}

function answer(
  status: number,
  codes: readonly ErrorCode[],
  components: SchemaComponents,
  further: readonly string[],
): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].summary}.`).join("\n\n"),
    headers: headerReferences([...headersOf(status), ...further]),
    content: {
      "application/json": {
        schema: components.publish(ErrorBody),
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: { type: code, message: ERRORS[code].summary } }]),
        ),
      },
    },
  };
}

function headersOf(status: number): string[] {
  const headers = ["RateLimit-Policy", "RateLimit"];
  if (status === 401) headers.push("WWW-Authenticate");
  if (status === 429) headers.push("Retry-After");
  return headers;
}

/** References to the document's headers. */
export function headerReferences(names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const textHeader = (description: string): Json => ({ description, schema: { type: "string" } });

/** The headers that answers carry (contract 1, Rate limit, and 2). */
export const HEADERS: Json = {
  "RateLimit-Policy": textHeader("The quota and its window, as in the IETF draft"),
  RateLimit: textHeader("What is left of the quota and when it is full again, as in the IETF draft"),
  "Retry-After": { description: "Seconds to wait", schema: { type: "integer", minimum: 0 } },
  "WWW-Authenticate": textHeader("How to authenticate"),
  Deprecation: textHeader("Since when the version is deprecated (RFC 9745)"),
  Sunset: textHeader("From when on the version may be switched off (RFC 8594)"),
  Link: textHeader("The migration guide"),
};
