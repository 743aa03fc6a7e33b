import assert from "node:assert/strict";
import { test } from "node:test";
import { OPENAPI_DOCUMENTS, ROUTES, openApiDocument, type DocumentName } from "../src/index.ts";
import { SchemaComponents } from "../src/openapi/components.ts";

const NAMES: readonly DocumentName[] = [...OPENAPI_DOCUMENTS, "all"];

/** The value that a document's reference points to. */
function resolve(document: unknown, reference: string): unknown {
  return reference
    .split("/")
    .slice(1)
    .reduce<unknown>((part, name) => {
      if (typeof part !== "object" || part === null) return undefined;
      return new Map(Object.entries(part)).get(name);
    }, document);
}

for (const name of NAMES) {
  test(`every reference of the ${name} document points to something in it`, () => {
    const document = openApiDocument(name);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target ?? "",
    );
    assert.ok(references.length > 0);
    for (const reference of references) assert.notEqual(resolve(document, reference), undefined, reference);
  });
}

test("the document of everything describes every route once", () => {
  const { paths } = openApiDocument("all");
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  assert.deepEqual(
    described.toSorted(),
    ROUTES.map(({ operation, path }) => `${operation.method} ${path}`).toSorted(),
  );
});

test("every route but introspection is in one document only", () => {
  const described = OPENAPI_DOCUMENTS.flatMap((name) =>
    Object.entries(openApiDocument(name).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  ).filter((call) => call !== "GET /v1/introspect");
  const routes = ROUTES.map(({ operation, path }) => `${operation.method} ${path}`);
  assert.deepEqual(described.toSorted(), routes.filter((call) => call !== "GET /v1/introspect").toSorted());
});

test("a version's document holds that version and introspection only", () => {
  const paths = Object.keys(openApiDocument("v3").paths);
  assert.ok(paths.includes("/v3/export-jobs"));
  assert.deepEqual(
    paths.filter((path) => !path.startsWith("/v3/")),
    ["/v1/introspect"],
  );
});

test("two different schemas can't be published under one name", () => {
  const components = new SchemaComponents();
  components.publish({ title: "Thing", type: "string" });
  components.publish({ title: "Thing", type: "string" });
  assert.throws(() => components.publish({ title: "Thing", type: "number" }), /Thing/);
});
