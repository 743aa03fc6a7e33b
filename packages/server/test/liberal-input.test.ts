import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ROUTES, Subscription, type Schema, keywordsOf } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { requestParts } from "../src/http/request-parts.ts";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

const withBody = ROUTES.filter(({ operation: { body } }) => body !== undefined && !body.streamed);

/** The paths of a schema's objects' optional members. */
function optionalMembers(schema: unknown): string[] {
  const { properties, required, items } = keywordsOf(schema);
  if (items !== undefined) return optionalMembers(items);
  const needed = Array.isArray(required) ? required : [];
  return Object.keys(keywordsOf(properties)).filter((name) => !needed.includes(name));
}

function exampleOf(schema: Schema): Record<string, unknown> {
  const { examples, items } = keywordsOf(schema);
  const given = examples ?? keywordsOf(items)["examples"];
  const [example] = Array.isArray(given) ? Array.from<unknown>(given) : [];
  return { ...keywordsOf(example) };
}

test("every optional member of every JSON body may be null, by the schema and by the check", () => {
  let tried = 0;
  for (const { operation, operationId } of withBody) {
    const { schema, elementwise } = operation.body ?? assert.fail();
    if (elementwise) continue;
    const parts = requestParts(operation);
    const isList = keywordsOf(schema)["items"] !== undefined;
    for (const name of optionalMembers(schema)) {
      const example = exampleOf(schema);
      // One of two members is needed; which of them does not matter here.
      const { anyOf, oneOf } = keywordsOf(schema);
      if ((anyOf ?? oneOf) !== undefined && example[name] !== undefined) continue;
      const sent = { ...example, [name]: null };
      parts.body(isList ? [sent] : sent);
      tried += 1;
      const property = keywordsOf(
        keywordsOf(keywordsOf(isList ? keywordsOf(schema)["items"] : schema)["properties"])[name],
      );
      const forms = Array.isArray(property["anyOf"]) ? property["anyOf"] : [];
      assert.ok(
        forms.some((form: unknown) => keywordsOf(form)["type"] === "null"),
        `${operationId}: the schema of ${name} does not say that it may be null`,
      );
    }
  }
  assert.ok(tried > 40, `${tried} members were tried`);
});

test("a body of which all is optional can be left out", async () => {
  const paths = ["/v1/vendors:search"];
  for (const path of paths) {
    for (const request of [{}, { raw: "null", headers: { "content-type": "application/json" } }]) {
      const answer = await server.request("POST", path, { key: company.key, ...request });
      assert.equal(answer.status, 200, answer.text);
    }
  }
});

test("ids in upper case are those in lower case, in path, query and body", async () => {
  const [entry = ""] = await importedIds(server, company, [entryRow("upper")]);
  const id = company.id.toUpperCase();
  const read = await server.request("GET", `/platform/v1/entries/${entry.toUpperCase()}`, {
    key: company.key,
  });
  assert.equal(read.status, 200, read.text);
  assert.ok(read.text.includes(entry));
  const listed = await server.request("GET", `/v3/export-jobs?company_id=${id}`, { key: company.key });
  assert.equal(listed.status, 200, listed.text);
  const created = await server.request("POST", "/v2/export-jobs", {
    key: company.key,
    body: { companyId: id, accountingEntryIds: [entry.toUpperCase()], options: null, employeeId: null },
  });
  assert.equal(created.status, 201, created.text);
  assert.ok(created.text.includes(company.id));
});

test("endpointAuth without a type is BASIC with credentials and NONE without", async () => {
  const cases: [unknown, string][] = [
    [{ credentials: { username: "erp", password: null } }, "BASIC"],
    [{ type: null, credentials: null }, "NONE"],
    [{}, "NONE"],
  ];
  for (const [endpointAuth, type] of cases) {
    const answer = await server.request("POST", "/v1/subscriptions", {
      key: company.key,
      body: {
        endpointUrl: "https://erp.example/hooks",
        eventTypes: ["v1.export-job.created"],
        customHeaders: null,
        endpointAuth,
      },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.one(Subscription).endpointAuth?.type, type);
  }
});

test("the Platform API refuses a misspelt query parameter by name, the Export API ignores it", async () => {
  const path = `/platform/v1/companies/${company.id}/entries`;
  const refused = await server.request("GET", `${path}?export_statuss=EXPORTED`, { key: company.key });
  assert.equal(refused.status, 400, refused.text);
  assert.equal(refused.error().param, "export_statuss");
  assert.match(refused.error().message, /export_statuss; did you mean export_status\?/);
  const ignored = await server.request("GET", "/v3/export-jobs?statusses=failed", { key: company.key });
  assert.equal(ignored.status, 200, ignored.text);
});
