import assert from "node:assert/strict";
import { ErrorBody, Pagination, type Schema, type Static } from "@ledgerport/contract";
import { Errors, Check } from "typebox/value";

/**
 * An answer of a test's server. Its members are read through the contract's schemas: each reader fails the test when
 * the answer is not what the schema says, and gives it back with the schema's type.
 */
export class TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; undefined for an empty answer and for another media type. */
  readonly body: unknown;

  constructor(status: number, headers: Headers, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
    const isJson = headers.get("content-type")?.startsWith("application/json") === true;
    this.body = isJson && text !== "" ? JSON.parse(text) : undefined;
  }

  /** The whole body. */
  as<S extends Schema>(schema: S): Static<S> {
    return checked(schema, this.body, this.text);
  }

  /** The resource that the answer carries. */
  one<S extends Schema>(schema: S): Static<S> {
    return checked(schema, memberOf(this.body, "data"), this.text);
  }

  /** The rows that the answer carries, each checked. */
  list<S extends Schema>(schema: S): Static<S>[] {
    const rows: unknown = memberOf(this.body, "data");
    assert.ok(Array.isArray(rows), this.text);
    return rows.map((row: unknown) => checked(schema, row, this.text));
  }

  /** Where a list's page stands. */
  pagination(): Pagination {
    return checked(Pagination, memberOf(this.body, "pagination"), this.text);
  }

  /** The error that the answer is. */
  error(): ErrorBody {
    return checked(ErrorBody, this.body, this.text);
  }
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

function checked<S extends Schema>(schema: S, value: unknown, text: string): Static<S> {
  if (Check(schema, value)) return value;
  return assert.fail(`The answer is not of its schema: ${JSON.stringify(Errors(schema, value))}\n${text}`);
}
