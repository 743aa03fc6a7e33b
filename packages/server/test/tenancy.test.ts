import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  ApiKey,
  Company,
  Delivery,
  ExportJob,
  Import,
  Organisation,
  ROUTES,
  Subscription,
  Vendor,
  type Operation,
  SCOPES,
} from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

const VENDOR = { name: "Nordic Paper AB", defaultCurrency: "EUR" };
const FILE = "receipt.txt";
const UNKNOWN = "0197a3c2-7000-7b00-8c00-0000000000ff";

let server: TestServer;
let mine: TestCompany;
let theirs: TestCompany;
/** What exists in the other company, by the path parameter's place. */
let foreign: {
  company: string;
  job: string;
  entry: string;
  organisation: string;
  key: string;
  subscription: string;
  delivery: string;
  import: string;
  vendor: string;
};

before(async () => {
  server = await testServer();
  mine = await server.company();
  const organisation = await server.organisation();
  theirs = await server.company({ organisationId: organisation });
  await server.request("PUT", `/platform/v1/companies/${theirs.id}/contra-accounts`, {
    key: theirs.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
  const subscribed = await server.request("POST", "/v1/subscriptions", {
    key: theirs.key,
    body: { endpointUrl: "https://erp.example/hooks", eventTypes: ["v1.export-job.created"] },
  });
  const subscription = subscribed.one(Subscription).id;
  const [entry = ""] = await importedIds(server, theirs, [entryRow("a")]);
  const receipt = await server.request("PUT", `/platform/v1/entries/${entry}/files/${FILE}`, {
    key: theirs.key,
    raw: "Coffee",
  });
  assert.equal(receipt.status, 200, receipt.text);
  const created = await server.request("POST", "/v3/export-jobs", {
    key: theirs.key,
    body: { accountingEntryIds: [entry] },
  });
  assert.equal(created.status, 201, created.text);
  const keys = await server.request("GET", "/platform/v1/keys", { key: theirs.key });
  const deliveries = await server.request("GET", `/platform/v1/subscriptions/${subscription}/deliveries`, {
    key: theirs.key,
  });
  const imports = await server.request("GET", `/platform/v1/companies/${theirs.id}/imports`, {
    key: theirs.key,
  });
  const vendor = await server.request("POST", "/v1/vendors", { key: theirs.key, body: VENDOR });
  foreign = {
    company: theirs.id,
    job: created.one(ExportJob).id,
    entry,
    organisation,
    key: idOf(keys.list(ApiKey)),
    subscription,
    delivery: idOf(deliveries.list(Delivery)),
    import: idOf(imports.list(Import)),
    vendor: vendor.one(Vendor).id,
  };
});
after(() => server.close());

function idOf([row]: readonly { id: string }[]): string {
  return row?.id ?? assert.fail("the list is empty");
}

/** Their bodies can name nothing of another tenant but the company, which tests of their own are about. */
const NAMING_THE_COMPANY_ONLY = new Set(["createVendor", "searchVendors"]);

const routes = ROUTES.filter(({ operation }) => operation.auth);

/** A valid body for the operations that need one. */
function bodyOf(operation: Operation, ids: typeof foreign): unknown {
  switch (operation.id) {
    case "createExportJob":
    case "preflightExportJob":
      return { accountingEntryIds: [ids.entry] };
    case "createExportJobEvent":
      return { jobId: ids.job, event: "started" };
    case "searchExportJobItems":
      return { accountingEntryIds: [ids.entry] };
    case "createOrganisation":
      return { name: "Another" };
    case "createCompany":
      return { name: "Another", defaultCurrency: "EUR", organisationId: ids.organisation };
    case "createApiKey":
      return { name: "Another", companyId: ids.company, scopes: ["platform:read"] };
    case "createSubscription":
    case "replaceSubscription":
      return {
        endpointUrl: "https://erp.example/other",
        eventTypes: ["v1.vendor.created"],
        companyId: ids.company,
      };
    case "createVendor":
      return VENDOR;
    case "replaceVendor":
      return { ...VENDOR, externalId: "erp-1", state: "ACTIVE" };
    case "activateVendor":
      return { externalId: "erp-1" };
    case "searchVendors":
    case "retryExportJob":
      return {};
    case "updateSubscriptionSettings":
      return { envelope: "flat" };
    case "redeliverSubscription":
      return { since: "2025-01-01T00:00:00Z" };
    case "updateCompany":
      return { name: "Changed" };
    case "updateEntry":
      return { note: "Changed" };
    default:
      return operation.body === undefined ? undefined : [];
  }
}

function pathOf(path: string, ids: typeof foreign): string {
  const places = [
    ["/companies/", ids.company],
    ["/organisations/", ids.organisation],
    ["/keys/", ids.key],
    ["/entries/", ids.entry],
    ["/subscriptions/", ids.subscription],
    ["/deliveries/", ids.delivery],
    ["/vendors/", ids.vendor],
  ] as const;
  const id = places.find(([place]) => path.includes(place))?.[1] ?? ids.job;
  const filled = path
    .replace(/\{(?:id|jobId)\}/, id)
    .replace("{importId}", ids.import)
    .replace("{name}", FILE);
  return path.endsWith("/export-job-items") ? `${filled}?accounting_entry_id=${ids.entry}` : filled;
}

function call(
  route: (typeof routes)[number],
  key: string | undefined,
  ids: typeof foreign,
): Promise<TestAnswer> {
  const { operation, path } = route;
  return server.request(operation.method, pathOf(path, ids), { key, body: bodyOf(operation, ids) });
}

const unknown = {
  company: UNKNOWN,
  job: UNKNOWN,
  entry: UNKNOWN,
  organisation: UNKNOWN,
  key: UNKNOWN,
  subscription: UNKNOWN,
  delivery: UNKNOWN,
  import: UNKNOWN,
  vendor: UNKNOWN,
};

for (const route of routes) {
  const { operation, operationId } = route;

  test(`${operationId} needs a key`, async () => {
    const answer = await call(route, undefined, foreign);
    assert.equal(answer.status, 401, answer.text);
    assert.equal(answer.error().type, "UNAUTHORIZED");
  });

  if (operation.scope !== null) {
    test(`${operationId} needs the scope ${operation.scope}, and says so`, async () => {
      const scopes = SCOPES.filter((scope) => scope !== operation.scope && scope !== operation.orScope);
      const answer = await call(route, await server.key({ companyId: theirs.id }, scopes), foreign);
      assert.equal(answer.status, 403, answer.text);
      assert.equal(answer.error().type, "FORBIDDEN");
      assert.match(answer.error().message, new RegExp(`${operation.scope}$`));
    });
  }

  if (
    /\{(?:id|jobId)\}/.test(route.path) ||
    (operation.body !== undefined && !NAMING_THE_COMPANY_ONLY.has(operation.id)) ||
    operation.id === "getNewestExportJobItem"
  ) {
    test(`${operationId} does not tell another tenant's resource from one that does not exist`, async () => {
      const [theirAnswer, noAnswer] = await Promise.all([
        call(route, mine.key, foreign),
        call(route, mine.key, unknown),
      ]);
      assert.equal(theirAnswer.status, noAnswer.status);
      assert.deepEqual(withoutIds(theirAnswer), withoutIds(noAnswer));
      if (operation.id !== "searchExportJobItems")
        assert.ok(theirAnswer.status === 404 || theirAnswer.status === 403);
    });
  }

  if (operation.company === "request") {
    test(`${operationId} asks an organisation's key for the company, and lets it into its own only`, async () => {
      const key = await server.key({ organisationId: foreign.organisation }, SCOPES);
      const without = await call(route, key, unknown);
      assert.equal(without.status, 400, without.text);
      assert.equal(without.error().type, "REQUIRED_PARAMETER_MISSING");
      assert.equal(without.error().param, "company_id");
      const path = pathOf(route.path, unknown);
      const joint = path.includes("?") ? "&" : "?";
      const ask = (companyId: string) =>
        server.request(operation.method, `${path}${joint}company_id=${companyId}`, {
          key,
          body: bodyOf(operation, unknown),
        });
      const beyond = await ask(mine.id);
      assert.equal(beyond.status, 404, beyond.text);
      assert.equal(beyond.error().type, "COMPANY_NOT_FOUND");
      assert.deepEqual(beyond.body, (await ask(UNKNOWN)).body);
      assert.doesNotMatch((await ask(theirs.id)).text, /COMPANY_NOT_FOUND/);
    });
  }
}

test("what another tenant tried has changed nothing", async () => {
  const job = await server.request("GET", `/v3/export-jobs/${foreign.job}`, { key: theirs.key });
  assert.equal(job.one(ExportJob).status, "pending");
  const company = await server.request("GET", `/platform/v1/companies/${theirs.id}`, { key: theirs.key });
  assert.equal(company.one(Company).name, "Test company");
  const subscription = await server.request("GET", `/v1/subscriptions/${foreign.subscription}`, {
    key: theirs.key,
  });
  const { endpointUrl, deletedAt } = subscription.one(Subscription);
  assert.equal(endpointUrl, "https://erp.example/hooks");
  assert.equal(deletedAt, undefined);
  const receipt = await server.request("GET", `/platform/v1/entries/${foreign.entry}/files/${FILE}`, {
    key: theirs.key,
  });
  assert.equal(receipt.text, "Coffee");
});

test("lists show the caller's tenant and nothing else", async () => {
  const companies = await server.request("GET", "/platform/v1/companies", { key: mine.key });
  assert.deepEqual(
    companies.list(Company).map((company) => company.id),
    [mine.id],
  );
  const organisations = await server.request("GET", "/platform/v1/organisations", { key: mine.key });
  assert.deepEqual(organisations.list(Organisation), []);
  const key = await server.key({ organisationId: foreign.organisation }, SCOPES);
  const own = await server.request("GET", "/platform/v1/companies", { key });
  assert.deepEqual(
    own.list(Company).map((company) => company.id),
    [theirs.id],
  );
  const all = await server.request("GET", "/platform/v1/companies", { key: server.adminKey });
  assert.equal(all.pagination().total, 2);
});

test("a company's key can name its own company and no other", async () => {
  const own = await server.request("GET", `/v3/export-jobs?company_id=${mine.id}`, { key: mine.key });
  assert.equal(own.status, 200);
  const other = await server.request("GET", `/v3/export-jobs?company_id=${theirs.id}`, { key: mine.key });
  assert.equal(other.status, 404);
  const conflicting = await server.request("POST", `/v3/export-jobs?company_id=${mine.id}`, {
    key: server.adminKey,
    body: { companyId: theirs.id, accountingEntryIds: [UNKNOWN] },
  });
  assert.equal(conflicting.status, 400);
  assert.equal(conflicting.error().param, "company_id");
});

/** The ids that the caller named itself come back in messages; they are all that may differ. */
function withoutIds(answer: TestAnswer): unknown {
  const text = Object.values(foreign).reduce((left, id) => left.replaceAll(id, UNKNOWN), answer.text);
  return text === "" ? "" : JSON.parse(text);
}
