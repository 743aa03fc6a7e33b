import assert from "node:assert/strict";
import { test } from "node:test";
import { OPERATIONS, ROUTES } from "@ledgerport/contract";
import { routerPath } from "../src/http/paths.ts";
import { handlers } from "../src/operations/handlers.ts";

test("every operation of the contract has a handler, and every handler an operation", () => {
  const ids = [...new Set(OPERATIONS.map(({ id }) => id))].toSorted();
  assert.deepEqual(Object.keys(handlers).toSorted(), ids);
});

test("paths keep their colons and their parameters on the way to the router", () => {
  assert.equal(routerPath("/v3/export-jobs/{jobId}/items"), "/v3/export-jobs/:jobId/items");
  assert.equal(routerPath("/v3/export-job-items:search"), "/v3/export-job-items::search");
  assert.equal(routerPath("/platform/v1/entries/{id}:reopen"), "/platform/v1/entries/:id(^[^:]+)::reopen");
  assert.equal(routerPath("/openapi/{document}.json"), "/openapi/:document(^[^.]+).json");
  assert.equal(
    new Set(ROUTES.map(({ operation, path }) => `${operation.method} ${routerPath(path)}`)).size,
    ROUTES.length,
  );
});
