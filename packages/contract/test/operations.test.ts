import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ERRORS,
  ERROR_CODES,
  OPERATIONS,
  ROUTES,
  SCOPES,
  type Operation,
  type Schema,
  keywordsOf,
} from "../src/index.ts";
import { exampleOf } from "../src/openapi/examples.ts";
import { compileStrictly, faultsOf } from "./ajv.ts";

/** Every schema of an operation, with where it stands. */
function schemasOf(operation: Operation): [string, Schema][] {
  const { params, query, body, success } = operation;
  const all: [string, Schema | null | undefined][] = [
    ["params", params],
    ["query", query],
    ["body", body?.schema],
    ["answer", success.schema],
  ];
  return all.flatMap(([place, schema]): [string, Schema][] =>
    schema ? [[`${operation.id} ${operation.versions.join()} ${place}`, schema]] : [],
  );
}

/** Each part of a schema that has examples of its own. */
function partsWithExamples(schema: unknown): Schema[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own: Schema[] = "examples" in schema && "type" in schema ? [schema as Schema] : [];
  const inner = Object.entries(schema).flatMap(([keyword, part]) =>
    keyword === "examples" ? [] : partsWithExamples(part),
  );
  return [...own, ...inner];
}

const SCHEMAS = OPERATIONS.flatMap(schemasOf);

test("every schema compiles in Ajv's strict mode", () => {
  for (const [place, schema] of SCHEMAS) assert.doesNotThrow(() => compileStrictly(schema), place);
});

test("every example fits the schema it stands in", () => {
  let checked = 0;
  for (const [place, schema] of SCHEMAS) {
    for (const part of partsWithExamples(schema)) {
      const examples = keywordsOf(part)["examples"];
      assert.ok(Array.isArray(examples) && examples.length > 0, place);
      for (const example of examples) assert.equal(faultsOf(part, example), "", place);
      checked += examples.length;
    }
  }
  assert.ok(checked > 100, `only ${checked} examples`);
});

test("the example that the descriptions show fits the whole body or answer", () => {
  for (const [place, schema] of SCHEMAS) assert.equal(faultsOf(schema, exampleOf(schema)), "", place);
});

test("no two operations share an operation id, or a method and path", () => {
  const operationIds = ROUTES.map((route) => route.operationId);
  assert.equal(new Set(operationIds).size, operationIds.length);
  const places = ROUTES.map((route) => `${route.operation.method} ${route.path}`);
  assert.equal(new Set(places).size, places.length);
});

test("every error code has the status of an error", () => {
  for (const code of ERROR_CODES) {
    assert.ok(ERRORS[code].status >= 400 && ERRORS[code].status < 600, code);
    assert.match(code, /^[A-Z]+(_[A-Z]+)*$/);
  }
});

test("every operation names its path's parameters, and no others", () => {
  for (const operation of OPERATIONS) {
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)]
      .map(([, name]) => name)
      .filter((name) => name !== "v");
    assert.deepEqual(Object.keys(operation.params?.properties ?? {}), named, operation.id);
  }
});

test("an operation that needs a scope needs a key, and every scope is needed by one", () => {
  for (const { id, scope, auth } of OPERATIONS) assert.ok(auth || scope === null, id);
  const needed = new Set(OPERATIONS.map(({ scope }) => scope));
  assert.deepEqual(
    SCOPES.filter((scope) => !needed.has(scope)),
    [],
  );
});

test("every list takes the paging parameters and answers with a pagination", () => {
  for (const { id, query, success, sortingKeys } of OPERATIONS) {
    const paged = JSON.stringify(success.schema ?? {}).includes('"currentRequestPagination"');
    assert.equal(sortingKeys !== undefined, paged, id);
    if (!paged) continue;
    for (const name of ["before", "after", "offset", "limit", "sorting_keys", "sorting_order"]) {
      assert.ok(query && name in query.properties, `${id} ${name}`);
    }
  }
});
