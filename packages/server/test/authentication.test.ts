import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApiKey, ApiKeyCreated, Introspection } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

const basic = (user: string, password = "") =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

async function introspect(authorization?: string) {
  return server.request(
    "GET",
    "/v1/introspect",
    authorization === undefined ? {} : { headers: { authorization } },
  );
}

test("a key is taken as the user of Basic and as a Bearer token, and introspection says what it is", async () => {
  for (const authorization of [basic(company.key), `Bearer ${company.key}`, `bearer  ${company.key}`]) {
    const answer = await introspect(authorization);
    assert.equal(answer.status, 200, authorization);
    const { authMethod, subjectURN, scope } = answer.one(Introspection);
    assert.equal(authMethod, "API_KEY");
    assert.equal(subjectURN, `urn:pleo:company:${company.id}`);
    assert.match(scope, /^export-jobs:read export-jobs:write /);
  }
});

test("an organisation's key is introspected as such", async () => {
  const organisationId = await server.organisation();
  const key = await server.key({ organisationId }, ["export-jobs:read"]);
  const answer = await introspect(`Bearer ${key}`);
  assert.equal(answer.one(Introspection).subjectURN, `urn:pleo:organisation:${organisationId}`);
});

test("a generated client's Basic credentials without the colon are the key", async () => {
  const answer = await introspect(`Basic ${Buffer.from(company.key).toString("base64")}`);
  assert.equal(answer.status, 200, answer.text);
});

test("no key, and everything that is not a valid key, is 401 with a challenge", async () => {
  const wrong = [
    undefined,
    "",
    "Bearer",
    "Bearer lp_unknown",
    `Bearer ${company.key} more`,
    `Digest ${company.key}`,
    basic(company.key, "password"),
    basic(""),
    "Basic %%%",
    `Bearer ${"x".repeat(5000)}`,
  ];
  for (const authorization of wrong) {
    const answer = await introspect(authorization);
    assert.equal(answer.status, 401, authorization);
    assert.equal(answer.error().type, "UNAUTHORIZED");
    assert.match(answer.headers.get("www-authenticate") ?? "", /^Basic .*Bearer /);
  }
});

test("an expired key and a revoked one answer exactly as an unknown one", async () => {
  const made = await server.request("POST", "/platform/v1/keys", {
    key: server.adminKey,
    body: {
      name: "short",
      companyId: company.id,
      scopes: ["export-jobs:read"],
      expiresAt: "2025-05-23T15:22:32Z",
    },
  });
  assert.equal(made.status, 201, made.text);
  const { key, id } = made.one(ApiKeyCreated);
  assert.equal((await introspect(`Bearer ${key}`)).status, 200);
  const other = await server.request("POST", "/platform/v1/keys", {
    key: company.key,
    body: { name: "other", companyId: company.id, scopes: ["export-jobs:read"] },
  });
  const revocable = other.one(ApiKeyCreated);
  server.clock.advance(60_000);
  const unknown = await introspect("Bearer lp_unknown");
  assert.deepEqual((await introspect(`Bearer ${key}`)).body, unknown.body);

  const revoked = await server.request("DELETE", `/platform/v1/keys/${revocable.id}`, {
    key: company.key,
  });
  assert.equal(revoked.status, 204, revoked.text);
  assert.deepEqual((await introspect(`Bearer ${revocable.key}`)).body, unknown.body);
  const again = await server.request("DELETE", `/platform/v1/keys/${revocable.id}`, {
    key: company.key,
  });
  assert.equal(again.error().type, "KEY_NOT_FOUND");
  assert.notEqual(id, revocable.id);
});

test("a key's secret is shown once and is not in any list", async () => {
  const list = await server.request("GET", "/platform/v1/keys?limit=100", { key: server.adminKey });
  assert.equal(list.status, 200, list.text);
  assert.ok(list.list(ApiKey).length > 0);
  assert.doesNotMatch(list.text, /lp_/);
});
