import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Company, ExportJob, Organisation, ROUTES, SCOPES, Subscription } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import {
  FILE,
  NO_THINGS,
  type Things,
  UNKNOWN,
  bodyOf,
  madeThings,
  pathOf,
} from "./support/operation-requests.ts";

let server: TestServer;
let mine: TestCompany;
let theirs: TestCompany;
/** Of the same organisation as `theirs`. */
let another: TestCompany;
/** What exists in the other company. */
let foreign: Things;

before(async () => {
  server = await testServer();
  mine = await server.company();
  const organisation = await server.organisation();
  theirs = await server.company({ organisationId: organisation });
  another = await server.company({ organisationId: organisation });
  foreign = await madeThings(server, theirs, organisation);
});
after(() => server.close());

/** Their bodies can name nothing of another tenant but the company, which tests of their own are about. */
const NAMING_THE_COMPANY_ONLY = new Set(["createVendor", "searchVendors"]);

const routes = ROUTES.filter(({ operation }) => operation.auth);

function call(route: (typeof routes)[number], key: string | undefined, ids: Things): Promise<TestAnswer> {
  const { operation, path } = route;
  return server.request(operation.method, pathOf(path, ids), { key, body: bodyOf(operation, ids) });
}

/** Of these only the company is asked for, whatever else the request says. */
const NAMING_NOTHING = new Set(["listExportItems", "searchVendors"]);

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
        call(route, mine.key, NO_THINGS),
      ]);
      assert.equal(theirAnswer.status, noAnswer.status);
      assert.deepEqual(withoutIds(theirAnswer), withoutIds(noAnswer));
      if (operation.id !== "searchExportJobItems")
        assert.ok(theirAnswer.status === 404 || theirAnswer.status === 403);
    });
  }

  if (operation.company === "request") {
    const asks = operation.things === undefined || NAMING_NOTHING.has(operation.id);
    test(`${operationId} lets an organisation's key into its own companies only`, async () => {
      const key = await server.key({ organisationId: foreign.organisation }, SCOPES);
      if (asks) {
        const without = await call(route, key, NO_THINGS);
        assert.equal(without.status, 400, without.text);
        assert.equal(without.error().type, "REQUIRED_PARAMETER_MISSING");
        assert.equal(without.error().param, "company_id");
      }
      const path = pathOf(route.path, NO_THINGS);
      const joint = path.includes("?") ? "&" : "?";
      const ask = (companyId: string) =>
        server.request(operation.method, `${path}${joint}company_id=${companyId}`, {
          key,
          body: bodyOf(operation, NO_THINGS),
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
    [theirs.id, another.id],
  );
  const all = await server.request("GET", "/platform/v1/companies", { key: server.adminKey });
  assert.equal(all.pagination().total, 3);
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
