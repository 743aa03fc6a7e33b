import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { errorAnswer } from "../src/errors/error-answer.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

test("connections that the database drops cost the running request, and the next one is answered", async () => {
  const { key } = await server.company();
  assert.equal((await server.request("GET", "/v3/export-jobs", { key })).status, 200);
  await server.database
    .read("system", (sql) =>
      sql.query({
        text: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()",
      }),
    )
    .catch(() => undefined);
  const statuses = [];
  for (let n = 0; n < 3; n += 1)
    statuses.push((await server.request("GET", "/v3/export-jobs", { key })).status);
  assert.ok(
    statuses.every((status) => status === 200 || status === 503),
    statuses.join(),
  );
  assert.equal(statuses.at(-1), 200);
});

test("a database that can't be reached is 503, anything else unknown is 500", () => {
  const coded = (code: string) => Object.assign(new Error("secret"), { code });
  for (const code of ["ECONNREFUSED", "ENOENT", "57P01", "57P03", "53300", "08006"]) {
    const { status, body } = errorAnswer(coded(code), "id");
    assert.deepEqual([status, body.type], [503, "SERVICE_UNAVAILABLE"], code);
    assert.doesNotMatch(body.message, /secret/);
  }
  assert.equal(errorAnswer(new Error("Connection terminated unexpectedly"), "id").status, 503);
  assert.equal(errorAnswer(new AggregateError([coded("ECONNREFUSED")]), "id").status, 503);
  for (const error of [
    coded("42P01"),
    coded("23505"),
    new Error("x"),
    "text",
    undefined,
    { statusCode: 200 },
  ]) {
    const { status, body } = errorAnswer(error, "id");
    assert.deepEqual([status, body.type, body.requestId], [500, "INTERNAL_ERROR", "id"]);
  }
});
