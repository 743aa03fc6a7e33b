import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ApiKeyCreated,
  EntryRow,
  ImportResult,
  type ObjectSchema,
  ROUTES,
  type Route,
  type Schema,
  Subscription,
  isWholeOptional,
  keywordsOf,
} from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { requestParts } from "../src/http/request-parts.ts";
import { checkValue } from "../src/import/check-row.ts";
import { itemUpdateReader } from "../src/operations/export-items/read-item-update.ts";
import { entryRow, importedIds } from "./support/entries.ts";
import { nullings } from "./support/nullings.ts";
import { NO_THINGS, UNKNOWN, pathOf } from "./support/operation-requests.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

const withBody = ROUTES.filter(({ operation: { body } }) => body !== undefined && body.types[0] !== "*/*");

/** How the server reads a body of an operation: what becomes of it, or why it is refused. */
function readerOf({ operation }: Route): (given: unknown) => unknown {
  const { schema, elementwise, streamed } = operation.body ?? assert.fail();
  if (streamed) return (given) => rowsOf(given).map((row) => checkValue(1, row, false));
  if (elementwise) return (given) => rowsOf(given).map(itemUpdateReader(elementOf(schema)));
  const parts = requestParts(operation);
  return (given) => {
    try {
      return parts.body(given);
    } catch (error) {
      return { refused: String(error) };
    }
  };
}

function rowsOf(given: unknown): unknown[] {
  return Array.isArray(given) ? given : assert.fail("the body is no list");
}

function elementOf(schema: Schema): Schema {
  const { items } = keywordsOf(schema);
  return items === undefined ? schema : keywordsOf(items);
}

/** A body as the contract shows it. */
function exampleOf({ operation }: Route): unknown {
  const schema = operation.body?.schema ?? assert.fail();
  const { examples, items } = keywordsOf(schema);
  const [example] = rowsOf(examples ?? keywordsOf(items)["examples"]);
  return items === undefined || examples !== undefined ? example : [example];
}

test("every optional member of every JSON body, at any depth, may be null: it means what leaving it out means", () => {
  const tried = new Set<string>();
  const refused = new Set<string>();
  for (const route of withBody) {
    const read = readerOf(route);
    const { schema, removable } = route.operation.body ?? assert.fail();
    for (const { path, withNull, without } of nullings(schema, exampleOf(route))) {
      const place = `${route.operation.id} ${path}`;
      const [one, other] = [read(structuredClone(withNull)), read(structuredClone(without))];
      // Of a patch null says something; of an import's row it is kept and means the same in the end (next test).
      if (removable === undefined && !route.operation.body?.streamed) assert.deepEqual(one, other, place);
      tried.add(place);
      if (/"(?:refused|error|message)":/.test(JSON.stringify(one))) refused.add(place);
    }
  }
  assert.ok(tried.size > 100, `${tried.size} members were tried`);
  // One of two members is needed, and the other one is not there.
  assert.deepEqual([...refused].toSorted(), ["createApiKey companyId", "createExportJobEvent jobId"]);
});

test("a row of nulls is imported as one without these members", async () => {
  const row = entryRow("nulls");
  const [id = ""] = await importedIds(server, company, [row]);
  const nulls = Object.fromEntries(Object.keys(EntryRow.properties).map((name) => [name, null]));
  const again = await server.request("POST", `/platform/v1/companies/${company.id}/entries:import`, {
    key: company.key,
    body: [{ ...nulls, ...row }],
  });
  assert.equal(again.one(ImportResult).unchanged, 1, again.text);
  const patched = await server.request("PATCH", `/platform/v1/entries/${id}`, {
    key: company.key,
    body: { externalRef: null, type: null, date: null, amount: null, note: null },
  });
  assert.equal(patched.status, 200, patched.text);
});

test("a body of which all is optional can be left out, empty or null", async () => {
  const optional = withBody.filter(({ operation: { body } }) =>
    isWholeOptional(body?.schema ?? assert.fail()),
  );
  assert.deepEqual([...new Set(optional.map(({ operation }) => operation.id))].toSorted(), [
    "retryExportJob",
    "searchVendors",
    "updateCompany",
    "updateEntry",
  ]);
  for (const { operation, path } of optional) {
    for (const request of [
      {},
      { body: {} },
      { raw: "null", headers: { "content-type": "application/json" } },
    ]) {
      const target = pathOf(path, { ...NO_THINGS, company: company.id });
      const answer = await server.request(operation.method, target, { key: company.key, ...request });
      const notThere = target.includes(UNKNOWN) ? 404 : 200;
      assert.equal(answer.status, notThere, answer.text);
    }
  }
});

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

test("every id in every path, query and body may be in upper case", () => {
  const lower = "0197a3c2-7000-7b00-8c00-00000000000a";
  const upper = lower.toUpperCase();
  let tried = 0;
  for (const route of ROUTES) {
    const { operation } = route;
    const parts = requestParts(operation);
    const isId = ([, schema]: [string, Schema]) => keywordsOf(schema)["format"] === "uuid";
    const ids = (object: ObjectSchema | undefined) => Object.entries(object?.properties ?? {}).filter(isId);
    for (const [name] of ids(operation.params)) {
      const others = Object.fromEntries(ids(operation.params).map(([other]) => [other, lower]));
      assert.equal(parts.params({ name: "a.txt", ...others, [name]: upper })[name], lower, route.path);
      tried += 1;
    }
    for (const [name] of ids(operation.query)) {
      const others = Object.fromEntries(ids(operation.query).map(([other]) => [other, lower]));
      assert.equal(parts.query({ ...others, [name]: upper })[name], lower, route.path);
      tried += 1;
    }
  }
  for (const route of withBody) {
    const example = JSON.stringify(exampleOf(route));
    const raised = example.replaceAll(ID, (id) => id.toUpperCase());
    if (raised === example) continue;
    const read = readerOf(route);
    assert.deepEqual(read(JSON.parse(raised)), read(JSON.parse(example)), route.path);
    tried += 1;
  }
  assert.ok(tried > 100, `${tried} ids were tried`);
});

const FORMS = [
  "2025-05-23T15:21:32",
  "2025-05-23T15:21:32+0000",
  "2025-05-23T15:21:32.123456789Z",
  "2025-05-23t15:21:32.123456789-0330",
  "2025-05-23T15:21:32+02:00",
];

test("every timestamp in every body may lack a zone, have +0000, another offset, or nine decimals", () => {
  const tried = new Set<string>();
  for (const route of withBody) {
    const { schema } = route.operation.body ?? assert.fail();
    const moments = Object.entries(keywordsOf(keywordsOf(elementOf(schema))["properties"])).filter(
      ([, property]) => JSON.stringify(property).includes('"date-time"'),
    );
    if (moments.length === 0) continue;
    for (const form of FORMS) {
      const said = Object.fromEntries(moments.map(([name]) => [name, form]));
      const example = exampleOf(route);
      const body = Array.isArray(example)
        ? example.map((row: unknown) => ({ ...keywordsOf(row), ...said }))
        : { ...keywordsOf(example), ...said };
      const read = JSON.stringify(readerOf(route)(body));
      assert.doesNotMatch(read, /"(?:refused|error|message)":/, `${route.path} ${form}`);
    }
    tried.add(route.operation.id);
  }
  assert.deepEqual([...tried].toSorted(), [
    "createApiKey",
    "importEntries",
    "redeliverSubscription",
    "updateEntry",
    "updateExportJobItems",
  ]);
});

test("whatever form a timestamp has, the moment is meant", async () => {
  const cases = [
    ["2031-03-04T05:06:07", "2031-03-04T05:06:07Z"],
    ["2031-03-04T05:06:07+0000", "2031-03-04T05:06:07Z"],
    ["2031-03-04T05:06:07.999999999+0200", "2031-03-04T03:06:07Z"],
  ];
  for (const [given, meant] of cases) {
    const body = { name: "erp", companyId: company.id, scopes: ["export-jobs:read"], expiresAt: given };
    const answer = await server.request("POST", "/platform/v1/keys", { key: server.adminKey, body });
    assert.equal(answer.one(ApiKeyCreated).expiresAt, meant, answer.text);
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
