import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApiKey, ApiKeyCreated, ImportResult } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow } from "./support/entries.ts";

const DAY = 24 * 60 * 60 * 1000;

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

function createKey(idempotencyKey: string | undefined, name: string, key = company.key): Promise<TestAnswer> {
  return server.request("POST", "/platform/v1/keys", {
    key,
    body: { name, companyId: company.id, scopes: ["platform:read"] },
    headers: idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey },
  });
}

async function keysNamed(name: string): Promise<number> {
  const list = await server.request("GET", "/platform/v1/keys?limit=100", { key: company.key });
  return list.list(ApiKey).filter((key) => key.name === name).length;
}

test("a repeated request gets the stored answer to the letter and does nothing, for a day", async () => {
  const first = await createKey("once", "repeated");
  assert.equal(first.status, 201, first.text);
  const second = await createKey("once", "repeated");
  assert.equal(second.status, 201);
  assert.equal(second.text, first.text);
  assert.equal(await keysNamed("repeated"), 1);
  server.clock.advance(DAY);
  assert.notEqual((await createKey("once", "repeated")).text, first.text);
  assert.equal(await keysNamed("repeated"), 2);
});

test("another body under the same Idempotency-Key is 422", async () => {
  await createKey("taken", "one");
  const other = await createKey("taken", "two");
  assert.equal(other.status, 422);
  assert.equal(other.error().type, "IDEMPOTENCY_KEY_REUSED");
  assert.equal(await keysNamed("two"), 0);
});

test("an Idempotency-Key belongs to the API key and the route", async () => {
  const other = await server.key({ companyId: company.id }, ["platform:write"]);
  const mine = await createKey("shared", "shared");
  const theirs = await createKey("shared", "shared", other);
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.one(ApiKeyCreated).id, mine.one(ApiKeyCreated).id);
});

test("a refused request leaves the Idempotency-Key free", async () => {
  const refused = await createKey("free", "");
  assert.equal(refused.status, 400);
  assert.equal((await createKey("free", "now valid")).status, 201);
});

test("requests at the same time do the work once: one waits out the other, or is told that it runs", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => createKey("race", "raced")));
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map(({ text }) => text)).size, 1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    assert.equal(answer.status, 409, answer.text);
    assert.equal(answer.error().type, "IDEMPOTENCY_KEY_IN_USE");
  }
  assert.equal(await keysNamed("raced"), 1);
});

test("an unusable Idempotency-Key is 400", async () => {
  for (const unusable of ["with space", "x".repeat(256), ""]) {
    const answer = await createKey(unusable, "unusable");
    assert.equal(answer.status, 400, JSON.stringify(unusable));
    assert.equal(answer.error().param, "Idempotency-Key");
  }
});

test("the stored answer does not hold an API key in clear", async () => {
  const secret = (await createKey("secret", "secret")).one(ApiKeyCreated).key;
  const rows = await server.database.read("system", (sql) =>
    sql.query<{ body: string }>({ text: "SELECT body FROM idempotent_requests" }),
  );
  assert.ok(rows.length > 0);
  for (const { body } of rows) {
    assert.ok(!body.includes(secret));
    assert.ok(!Buffer.from(body, "base64").includes(secret));
  }
});

test("an import's answer is kept as well, under the bytes of its body", async () => {
  const send = (raw: string) =>
    server.request("POST", `/platform/v1/companies/${company.id}/entries:import`, {
      key: company.key,
      headers: { "content-type": "application/x-ndjson", "idempotency-key": "import" },
      raw,
    });
  const body = JSON.stringify(entryRow("imported"));
  const first = await send(body);
  assert.equal(first.one(ImportResult).created, 1, first.text);
  assert.equal((await send(body)).text, first.text);
  const other = await send(`${body}\n`);
  assert.equal(other.status, 422);
  assert.equal(other.error().type, "IDEMPOTENCY_KEY_REUSED");
});

test("a call without an answer's body can be repeated too", async () => {
  const reopen = () =>
    server.request("POST", "/platform/v1/entries/0197a3c2-7000-7b00-8c00-000000000001:reopen", {
      key: company.key,
      headers: { "idempotency-key": "reopen" },
    });
  assert.equal((await reopen()).status, 404);
  assert.equal((await reopen()).status, 404);
});
