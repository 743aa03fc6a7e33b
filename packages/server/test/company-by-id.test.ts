import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ExportJobItem, ROUTES, type Route, SCOPES, Vendor } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { NO_THINGS, type Things, UNKNOWN, bodyOf, madeThings, pathOf } from "./support/operation-requests.ts";

let server: TestServer;
/** An organisation of two companies, and another. */
let ours: { organisation: string; key: string; company: TestCompany; sibling: TestCompany };
let theirs: { things: Things };
before(async () => {
  server = await testServer();
  const organisation = await server.organisation();
  ours = {
    organisation,
    key: await server.key({ organisationId: organisation }, SCOPES),
    company: await server.company({ organisationId: organisation }),
    sibling: await server.company({ organisationId: organisation }),
  };
  const foreign = await server.organisation();
  const company = await server.company({ organisationId: foreign });
  theirs = { things: await madeThings(server, company, foreign) };
});
after(() => server.close());

const naming = ROUTES.filter(({ operation }) => operation.things !== undefined);

/** What the request says beside path and body that names the thing. */
function queryOf({ operation }: Route, things: Things): string {
  return operation.id === "listExportItems" ? `?job_id=${things.job}` : "";
}

async function call(route: Route, key: string, things: Things, companyId?: string): Promise<TestAnswer> {
  const { operation, path } = route;
  const asked = `${pathOf(path, things)}${queryOf(route, things)}`;
  const named = companyId === undefined ? "" : `${asked.includes("?") ? "&" : "?"}company_id=${companyId}`;
  const body = operation.id === "searchVendors" ? { ids: [things.vendor] } : bodyOf(operation, things);
  return server.request(operation.method, `${asked}${named}`, {
    key,
    ...(operation.body?.streamed ? { raw: "Coffee" } : { body }),
  });
}

/** Brings the things of a company into the state in which the operation succeeds. */
async function prepare({ operation }: Route, company: TestCompany, things: Things): Promise<Things> {
  const { key } = company;
  const free = ["updateEntry", "deleteEntry", "putEntryFile", "deleteEntryFile"];
  const event = (name: string) =>
    server.request("POST", "/v3/export-job-events", { key, body: { jobId: things.job, event: name } });
  if (free.includes(operation.id)) await event("failed");
  if (operation.id === "retryExportJob") await event("failed");
  if (operation.id === "reopenEntry") {
    const body = [{ accountingEntryId: things.entry, status: "successful" }];
    await server.request("PUT", `/v3/export-jobs/${things.job}/items`, { key, body });
    await event("started");
    await event("completed");
  }
  return things;
}

async function fresh(route: Route): Promise<Things> {
  const company = await server.company({ organisationId: ours.organisation });
  return prepare(route, company, await madeThings(server, company, ours.organisation));
}

for (const route of naming) {
  const { operation, operationId } = route;

  test(`${operationId} finds the company by the id, with an organisation's key and the admin key`, async () => {
    for (const key of [ours.key, server.adminKey]) {
      const things = await fresh(route);
      if (operation.method === "GET" || operation.path.includes(":search")) {
        const [found, named] = [
          await call(route, key, things),
          await call(route, key, things, things.company),
        ];
        assert.equal(found.status, operation.success.status, found.text);
        assert.deepEqual(withoutQuery(found), withoutQuery(named));
        assert.notEqual(found.text, (await call(route, key, NO_THINGS)).text);
      } else {
        const found = await call(route, key, things);
        assert.equal(found.status, operation.success.status, found.text);
      }
    }
  });

  test(`${operationId} answers of another organisation's as of what does not exist, and as a company's key is told`, async () => {
    const foreign = await call(route, ours.key, theirs.things);
    const unknown = await call(route, ours.key, NO_THINGS);
    const toCompany = await call(route, ours.company.key, theirs.things);
    assert.equal(foreign.status, unknown.status);
    assert.equal(
      foreign.text === "" ? "" : anonymous(foreign),
      unknown.text === "" ? "" : anonymous(unknown),
    );
    assert.equal(anonymous(foreign), anonymous(toCompany));
    if (!operation.path.includes(":search")) assert.equal(foreign.status, 404, foreign.text);
  });
}

test("what is named beside the company must be the company's", async () => {
  const things = await fresh(naming[0] ?? assert.fail());
  const answer = await server.request("GET", `/v3/export-jobs/${things.job}?company_id=${ours.sibling.id}`, {
    key: ours.key,
  });
  assert.equal(answer.status, 404, answer.text);
  assert.equal(answer.error().type, "EXPORT_NOT_FOUND");
});

test("things of several companies are told apart by company_id, which is asked for", async () => {
  const [one, other] = [await fresh(naming[0] ?? assert.fail()), await fresh(naming[0] ?? assert.fail())];
  const search = (query: string) =>
    server.request("POST", `/v3/export-job-items:search${query}`, {
      key: ours.key,
      body: { accountingEntryIds: [one.entry, other.entry, theirs.things.entry, UNKNOWN] },
    });
  const asked = await search("");
  assert.equal(asked.status, 400, asked.text);
  assert.equal(asked.error().param, "company_id");
  const items = (await search(`?company_id=${other.company}`)).list(ExportJobItem);
  assert.deepEqual(
    items.map((item) => item.accountingEntryId),
    [other.entry],
  );
});

test("an id that another organisation's entry has as well is the caller's own", async () => {
  const id = theirs.things.entry;
  await importedIds(server, ours.company, [entryRow("same-id", { id })]);
  const answer = await server.request("GET", `/platform/v1/entries/${id}`, { key: ours.key });
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.text, /"externalRef":"same-id"/);
  const admin = await server.request("GET", `/platform/v1/entries/${id}`, { key: server.adminKey });
  assert.equal(admin.status, 400, admin.text);
  assert.equal(admin.error().param, "company_id");
});

test("a deleted entry's history is found by its id", async () => {
  const [id = ""] = await importedIds(server, ours.company, [entryRow("gone")]);
  const path = `/platform/v1/entries/${id}`;
  assert.equal((await server.request("DELETE", path, { key: ours.key })).status, 204);
  const answer = await server.request("GET", `${path}/history`, { key: ours.key });
  assert.equal(answer.status, 200, answer.text);
});

test("an organisation of one company, and the admin of one, never name it", async () => {
  const small = await testServer();
  try {
    const organisationId = await small.organisation();
    const key = await small.key({ organisationId }, SCOPES);
    const none = await small.request("GET", "/v3/export-jobs", { key });
    assert.equal(none.status, 400, none.text);
    assert.equal(none.error().param, "company_id");
    const company = await small.company({ organisationId });
    const [entry = ""] = await importedIds(small, company, [entryRow("a")]);
    for (const [owner, code] of [
      [key, "V-1"],
      [small.adminKey, "V-2"],
    ] as const) {
      const vendor = await small.request("POST", "/v1/vendors", {
        key: owner,
        body: { name: "Paper", defaultCurrency: "EUR", code },
      });
      assert.equal(vendor.one(Vendor).companyId, company.id, vendor.text);
      for (const path of ["/v3/export-jobs", "/v0/export-items", "/v1/subscriptions"])
        assert.equal((await small.request("GET", path, { key: owner })).status, 200, path);
      const found = await small.request("POST", "/v1/vendors:search", { key: owner });
      assert.equal(found.status, 200, found.text);
      const subscribed = await small.request("POST", "/v1/subscriptions", {
        key: owner,
        body: { endpointUrl: "https://erp.example/hooks", eventTypes: ["v1.vendor.created"] },
      });
      assert.equal(subscribed.status, 200, subscribed.text);
    }
    const job = await small.request("POST", "/v2/export-jobs", {
      key,
      body: { accountingEntryIds: [entry] },
    });
    assert.equal(job.status, 201, job.text);
  } finally {
    await small.close();
  }
});

/** Lists say what they were asked; that is all that may differ when the company is named. */
function withoutQuery(answer: TestAnswer): string {
  return answer.text.replace(/"parameters":\{.*?\}/, "").replace(/,?"company_id":\[.*?\]/, "");
}

/** Without the ids that the caller named itself. */
function anonymous(answer: TestAnswer): string {
  return Object.values(theirs.things).reduce((left, id) => left.replaceAll(id, UNKNOWN), answer.text);
}
