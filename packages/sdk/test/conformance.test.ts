import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ROUTES, keywordsOf } from "@ledgerport/contract";
import { type Client, createClient } from "../src/index.ts";
import { API_KEY, COMPANY_ID } from "./support/client.ts";
import { id, listOf } from "./support/resources.ts";

type Route = (typeof ROUTES)[number];

/** What the SDK is for besides the Export API. */
const APIS: readonly Route["operation"]["api"][] = ["vendors", "webhooks", "platform", "introspect"];
/** The versions of the Export API that the SDK speaks. */
const VERSIONS: readonly Route["version"][] = ["v3", "v2"];
const COVERED = ROUTES.filter(
  ({ operation, version }) => VERSIONS.includes(version) || APIS.includes(operation.api),
);

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

/** Every call of the client once, with everything that can be given. */
const CALLS: ((client: Client) => Promise<unknown>)[] = [
  (c) => c.introspect(),
  (c) => c.exportJobs.list({ statuses: ["pending", "in_progress"], limit: 5, ...sorted("createdAt") }),
  (c) =>
    c.exportJobs.create({
      accountingEntryIds: [id(1)],
      employeeId: id(7),
      isInteractive: false,
      options: { vendorBasedBookkeeping: true },
    }),
  (c) => c.exportJobs.get(id(2)),
  (c) => c.exportJobs.items.list(id(2), { status: "failed", ...sorted("exportedAt") }),
  (c) =>
    c.exportJobs.items.update(id(2), [
      {
        accountingEntryId: id(1),
        status: "failed",
        failureReason: "no such account",
        failureReasonType: "account_unknown",
      },
    ]),
  (c) => c.exportJobs.items.newest(id(1)),
  (c) => c.exportJobs.items.search({ accountingEntryIds: [id(1)], status: "successful", offset: 3 }),
  (c) => c.exportJobEvents.started(id(2)),
  (c) => c.exportJobEvents.failed(id(2), { failureReason: "no", failureReasonType: "service_timeout" }),
  (c) => c.exportJobEvents.completed(id(2)),
  (c) => c.exportJobEvents.completedWithErrors(id(2)),
  (c) => c.exportItems.list({ jobId: id(2), after: "AAAA~B", ...sorted("date") }),
  ({ v2 }) => v2.exportJobs.list({ statuses: ["pending"], limit: 5, ...sorted("createdAt") }),
  ({ v2 }) => v2.exportJobs.create({ accountingEntryIds: [id(1)], isInteractive: false }),
  ({ v2 }) => v2.exportJobs.get(id(2)),
  ({ v2 }) => v2.exportJobs.items.list(id(2), { status: "failed", ...sorted("exportedAt") }),
  ({ v2 }) =>
    v2.exportJobs.items.update(id(2), [
      {
        accountingEntryId: id(1),
        status: "failed",
        failureReason: "no such account",
        failureReasonType: "accounting_system_validation_failure",
      },
    ]),
  ({ v2 }) => v2.exportJobEvents.started(id(2)),
  ({ v2 }) => v2.exportItems.list({ jobId: id(2), after: "AAAA~B", ...sorted("date") }),
  ({ vendors }) => vendors.create({ name: "Paper", defaultCurrency: "SEK", code: "V1", country: "SE" }),
  ({ vendors }) => vendors.get(id(9)),
  ({ vendors }) =>
    vendors.replace(id(9), { name: "Paper", defaultCurrency: "SEK", externalId: "e", state: "ACTIVE" }),
  ({ vendors }) => vendors.activate(id(9), { externalId: "erp-1", code: "V1" }),
  ({ vendors }) => vendors.archive(id(9)),
  ({ vendors }) => vendors.search({ states: ["DRAFT"], name: "pap", limit: 5, ...sorted("name") }),
  ({ webhooks: { subscriptions } }) =>
    subscriptions.list({ status: "ACTIVE", eventTypes: ["v1.export-job.created"], ...sorted("updatedAt") }),
  ({ webhooks: { subscriptions } }) =>
    subscriptions.create({
      endpointUrl: "https://erp.example/hooks",
      eventTypes: ["v1.export-job.created"],
      status: "INACTIVE",
      customHeaders: { "x-tenant": "nordic" },
      endpointAuth: { type: "BASIC", credentials: { username: "ledger", password: "secret" } },
    }),
  ({ webhooks: { subscriptions } }) => subscriptions.get(id(5)),
  ({ webhooks: { subscriptions } }) =>
    subscriptions.replace(id(5), { endpointUrl: "https://erp.example", eventTypes: ["v3.vendor.created"] }),
  ({ webhooks: { subscriptions } }) => subscriptions.delete(id(5)),
  ({ webhooks: { subscriptions } }) =>
    subscriptions.activities(id(5), { operationTypes: ["UPDATE", "DELETE"], ...sorted("createdAt") }),
  ({ webhooks: { subscriptions } }) => subscriptions.secret(id(5)),
  ({ platform: p }) => p.organisations.create({ name: "Nordic Group" }),
  ({ platform: p }) => p.organisations.list({ limit: 1, ...sorted("name") }),
  ({ platform: p }) => p.organisations.get(id(3)),
  ({ platform: p }) =>
    p.companies.create({ name: "Nordic AB", defaultCurrency: "SEK", bookkeepingMethod: "journal" }),
  ({ platform: p }) => p.companies.list({ organisationId: id(3), ...sorted("name") }),
  ({ platform: p }) => p.companies.get(id(4)),
  ({ platform: p }) => p.companies.update(id(4), { name: "Nordic" }),
  ({ platform: p }) => p.companies.history(id(4), { from: "2025-05-01", to: "2025-05-31", ...sorted("id") }),
  ({ platform: p }) => p.companies.readiness(id(4)),
  ({ platform: { reference: r } }) => r.contraAccounts.replace(id(4), [{ currency: "SEK", name: "Wallet" }]),
  ({ platform: { reference: r } }) => r.contraAccounts.list(id(4), sorted("currency")),
  ({ platform: { reference: r } }) => r.accounts.upsert(id(4), [{ code: "7010", name: "Meals" }]),
  ({ platform: { reference: r } }) => r.accounts.list(id(4), sorted("code")),
  ({ platform: { reference: r } }) =>
    r.taxCodes.upsert(id(4), [{ code: "V20", rate: 0.2, type: "inclusive" }]),
  ({ platform: { reference: r } }) => r.taxCodes.list(id(4)),
  ({ platform: { reference: r } }) =>
    r.tagGroups.upsert(id(4), [{ code: "office", tags: [{ code: "BER" }] }]),
  ({ platform: { reference: r } }) => r.tagGroups.list(id(4)),
  ({ platform: { reference: r } }) => r.teams.upsert(id(4), [{ code: "S1", name: "Sales" }]),
  ({ platform: { reference: r } }) => r.teams.list(id(4)),
  ({ platform: { reference: r } }) => r.employees.upsert(id(4), [{ code: "E17", name: "Robin Ek" }]),
  ({ platform: { reference: r } }) => r.employees.list(id(4)),
  ({ platform: p }) =>
    p.entries.import(
      id(4),
      [
        {
          externalRef: "card-1",
          type: "card_purchase",
          date: "2025-05-22",
          amount: { inWalletCurrency: { currency: "SEK", value: 89696 } },
        },
      ],
      { fileName: "may.csv" },
    ),
  ({ platform: p }) =>
    p.entries.list(id(4), {
      exportStatus: "NOT_EXPORTED",
      type: "fee",
      from: "2025-05-01",
      to: "2025-05-31",
      ready: false,
      problem: "vendor_unknown",
      q: "lunch",
      ...sorted("amount"),
    }),
  ({ platform: p }) => p.entries.imports(id(4), sorted("startedAt")),
  ({ platform: p }) => p.entries.getImport(id(4), id(8)),
  ({ platform: p }) => p.entries.get(id(1)),
  ({ platform: p }) => p.entries.update(id(1), { note: "Lunch", teamCode: null }),
  ({ platform: p }) => p.entries.delete(id(1)),
  ({ platform: p }) => p.entries.reopen(id(1)),
  ({ platform: p }) => p.entries.history(id(1), sorted("id")),
  ({ platform: p }) => p.entries.files.list(id(1), sorted("name")),
  ({ platform: p }) => p.entries.files.put(id(1), "Quittung 1.txt", new TextEncoder().encode("Kaffee")),
  ({ platform: p }) => p.entries.files.get(id(1), "Quittung 1.txt"),
  ({ platform: p }) => p.entries.files.delete(id(1), "Quittung 1.txt"),
  ({ platform: p }) =>
    p.exportJobs.preflight(id(4), {
      accountingEntryIds: [id(1)],
      options: { vendorBasedBookkeeping: true },
    }),
  ({ platform: p }) => p.exportJobs.cancel(id(2)),
  ({ platform: p }) => p.exportJobs.retry(id(2), { failureReasonType: "vendor_unknown" }),
  ({ platform: p }) => p.exportJobs.history(id(2), sorted("id")),
  ({ platform: p }) => p.keys.create({ name: "ERP bridge", companyId: id(4), scopes: ["export-jobs:read"] }),
  ({ platform: p }) => p.keys.list(sorted("name")),
  ({ platform: p }) => p.keys.revoke(id(6)),
  ({ platform: { webhooks } }) => webhooks.updateSettings(id(5), { envelope: "nested" }),
  ({ platform: { webhooks } }) => webhooks.rotateSecret(id(5)),
  ({ platform: { webhooks } }) => webhooks.test(id(5)),
  ({ platform: { webhooks } }) =>
    webhooks.deliveries.list(id(5), { status: "failed", ...sorted("createdAt") }),
  ({ platform: { webhooks } }) => webhooks.deliveries.redeliver(id(8)),
  ({ platform: { webhooks } }) =>
    webhooks.deliveries.redeliverRange(id(5), {
      since: "2025-05-23T15:21:32Z",
      until: "2025-05-24T15:21:32Z",
      status: "missing",
    }),
  ({ platform: p }) => p.events.list(id(4), { after: 17, limit: 5 }),
];

function sorted<Key extends string>(key: Key) {
  return { sortingKeys: [key], sortingOrder: ["DESC"] } as const;
}

/** The operation that a request reaches, path parameters filled in. */
function routeOf(method: string, pathname: string): Route | undefined {
  return COVERED.find(({ operation, path }) => {
    const pattern = path
      .replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&")
      .replaceAll("{name}", "[^/]+")
      .replaceAll(/\{[^}]+\}/g, "[0-9a-f-]{36}");
    return operation.method === method && new RegExp(`^${pattern}$`).test(pathname);
  });
}

/** Checks a request against its operation's schemas; repeated parameters count as lists. */
function check(route: Route, url: URL, body: unknown): void {
  const query: Record<string, unknown> = {};
  const { properties = {} } = route.operation.query ?? {};
  for (const name of new Set(url.searchParams.keys())) {
    const { type } = keywordsOf(properties[name] ?? assert.fail(`${route.path} has no parameter ${name}`));
    const values = url.searchParams.getAll(name);
    const read: Record<string, (text: string | undefined) => unknown> = {
      integer: Number,
      boolean: (text) => (text === "true" ? true : text === "false" ? false : text),
    };
    query[name] = type === "array" ? values : (read[String(type)]?.(values[0]) ?? values[0]);
  }
  if (route.operation.query !== undefined) assertValid(route.operation.query, query, route.path);
  assert.equal(body === undefined, route.operation.body === undefined, `${route.path}: body`);
  if (route.operation.body !== undefined) assertValid(route.operation.body.schema, body, route.path);
}

function assertValid(schema: object, value: unknown, where: string): void {
  const validate = ajv.compile(schema);
  assert.ok(validate(value), `${where}: ${JSON.stringify(validate.errors)}`);
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  if (request.headers.get("content-type") === "application/octet-stream") return text;
  if (request.headers.get("content-type") !== "application/x-ndjson") return JSON.parse(text);
  return text.split("\n").flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
}

test("every call is one of the contract's operations, fits its schemas, and none is left out", async () => {
  const reached = new Set<Route>();
  const client = createClient({
    baseUrl: "http://ledgerport.test",
    apiKey: API_KEY,
    companyId: COMPANY_ID,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const route = routeOf(request.method, url.pathname);
      assert.ok(route, `${request.method} ${url.pathname} is not in the contract`);
      reached.add(route);
      check(route, url, await bodyOf(request));
      assert.equal(request.headers.has("idempotency-key"), isKeyed(route));
      const { status, schema } = route.operation.success;
      return schema === null ? new Response(null, { status }) : Response.json(listOf([]), { status });
    },
    retries: 0,
  });
  for (const call of CALLS) await call(client);
  const missed = COVERED.filter((route) => !reached.has(route)).map(({ operationId }) => operationId);
  assert.deepEqual(missed, []);
});

/** An import needs no key: repeating it changes nothing, and its length is not known beforehand. */
function isKeyed({ operation }: Route): boolean {
  return operation.idempotent && operation.id !== "importEntries";
}
