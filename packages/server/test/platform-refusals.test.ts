import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Delivery, ROUTES, Subscription, SCOPES } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob, richCompany } from "./support/rich-company.ts";

const ID = "0197a3c2-7000-7b00-8c00-0000000000ff";
const euros = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await richCompany(server);
});
after(() => server.close());

async function assertRefused(
  [method, path, body]: [method: string, path: string, body?: unknown],
  [status, type, param]: [status: number, type: string, param?: string],
  key = company.key,
): Promise<void> {
  const answer = await server.request(method, path, { key, body });
  assert.equal(answer.status, status, `${method} ${path} ${answer.text}`);
  const error = answer.error();
  assert.deepEqual([error.type, error.param], [type, param], `${method} ${path}`);
}

async function newEntry(externalRef: string): Promise<string> {
  const [id] = await importedIds(server, company, [entryRow(externalRef)]);
  return id ?? assert.fail();
}

test("a company is made in an organisation that is there, and under an id that is free", async () => {
  const path = "/platform/v1/companies";
  const body = { name: "Company", defaultCurrency: "EUR" };
  await assertRefused(
    ["POST", path, { ...body, organisationId: ID }],
    [404, "ORGANISATION_NOT_FOUND", "organisationId"],
    server.adminKey,
  );
  await assertRefused(
    ["POST", path, { ...body, id: company.id }],
    [409, "COMPANY_ALREADY_EXISTS", "id"],
    server.adminKey,
  );
});

test("companies are listed for an organisation that the key reaches", async () => {
  const key = await server.key({ organisationId: await server.organisation() }, SCOPES);
  await assertRefused(
    ["GET", `/platform/v1/companies?organisation_id=${ID}`],
    [404, "ORGANISATION_NOT_FOUND", "organisation_id"],
    key,
  );
});

test("reference data without a body is refused as missing it", async () => {
  const taking = ROUTES.filter(
    ({ operation: { body, company: about } }) =>
      about === "path" && body !== undefined && !body.streamed && "items" in body.schema,
  );
  assert.equal(taking.length, 6);
  for (const { operation, path } of taking)
    await assertRefused(
      [operation.method, path.replace("{id}", company.id)],
      [400, "REQUIRED_PARAMETER_MISSING", "body"],
    );
});

test("a tax code names accounts that are there", async () => {
  const code = { code: "T9", name: "9 %", rate: 0.09, type: "inclusive", ingoingTaxAccountCode: "none" };
  await assertRefused(
    ["PUT", `/platform/v1/companies/${company.id}/tax-codes`, [code]],
    [400, "UNKNOWN_REFERENCE", "[0].ingoingTaxAccountCode"],
  );
});

test("a change of an entry is held to the rules of an import", async () => {
  await newEntry("taken");
  const path = `/platform/v1/entries/${await newEntry("changed")}`;
  await assertRefused(
    ["PATCH", path, { lines: [{ amount: euros(1) }] }],
    [400, "LINES_DO_NOT_ADD_UP", "lines"],
  );
  await assertRefused(["PATCH", path, { teamCode: "none" }], [400, "UNKNOWN_REFERENCE", "teamCode"]);
  await assertRefused(
    ["PATCH", path, { externalRef: "taken" }],
    [409, "EXTERNAL_REF_ALREADY_EXISTS", "externalRef"],
  );
});

test("an entry in a job can't be deleted or reopened", async () => {
  const id = await newEntry("in-a-job");
  const jobId = await createdJob(server, company, "v3", [id]);
  await assertRefused(["DELETE", `/platform/v1/entries/${id}`], [409, "ENTRY_LOCKED"]);
  await assertRefused(["POST", `/platform/v1/entries/${id}:reopen`], [409, "ENTRY_LOCKED"]);
  await server.request("POST", `/platform/v1/export-jobs/${jobId}:cancel`, { key: company.key });
});

const subscription = { endpointUrl: "https://erp.example/hooks", eventTypes: ["v1.export-job.created"] };

test("an organisation without companies has none to test its subscription with", async () => {
  const key = await server.key({ organisationId: await server.organisation() }, SCOPES);
  const made = await server.request("POST", "/v1/subscriptions", { key, body: subscription });
  const { id } = made.one(Subscription);
  await assertRefused(["POST", `/platform/v1/subscriptions/${id}:test`], [404, "COMPANY_NOT_FOUND"], key);
});

test("a delivery is not sent again to a subscription that is inactive", async () => {
  const { key } = company;
  const made = await server.request("POST", "/v1/subscriptions", { key, body: subscription });
  const { id } = made.one(Subscription);
  const tested = await server.request("POST", `/platform/v1/subscriptions/${id}:test`, { key });
  const delivery = tested.one(Delivery).id;
  await server.request("PUT", `/v1/subscriptions/${id}`, {
    key,
    body: { ...subscription, status: "INACTIVE" },
  });
  for (const path of [`subscriptions/${id}:test`, `deliveries/${delivery}:redeliver`])
    await assertRefused(["POST", `/platform/v1/${path}`], [409, "SUBSCRIPTION_INACTIVE"]);
});
