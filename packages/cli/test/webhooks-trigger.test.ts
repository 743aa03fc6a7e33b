import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createClient } from "@ledgerport/sdk";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { type Ran, runWith } from "./support/fake-io.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const as = (key: string, args: readonly string[], stdin = ""): Promise<Ran> =>
  runWith(args, { stdin, env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });

const trigger = ({ key }: TestCompany, event: string, ...more: string[]): Promise<Ran> =>
  as(key, ["webhooks", "trigger", event, ...more]);

async function companyWithEntries(count: number): Promise<TestCompany> {
  const company = await server.company();
  await as(company.key, ["contra-accounts", "set", "EUR:1361:Wallet"]);
  const amount = { inWalletCurrency: { currency: "EUR", value: 100 } };
  const rows = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ externalRef: String(index), type: "card_purchase", date: "2025-05-01", amount }),
  );
  await as(company.key, ["entries", "import", "-"], rows.join("\n"));
  return company;
}

async function eventsOf({ id, key }: TestCompany): Promise<string[]> {
  const client = createClient({ baseUrl: server.address, apiKey: key });
  return Array.fromAsync(client.platform.events.listAll(id), (event) => event.eventType);
}

test("every event of a job is brought about by real changes, in any version and spelling", async () => {
  const company = await companyWithEntries(4);
  const events = [
    "export-job.created",
    "v1.export-job.started",
    "v3.export.job-completed_with_errors",
    "v2.export-job.created",
    "export.job-started",
    "export-job.completed",
    "export-job.created",
    "export-job.failed",
  ];
  for (const event of events) {
    const ran = await trigger(company, event, "--json");
    assert.equal(ran.exitCode, 0, `${event}: ${ran.err}`);
    const job = JSON.parse(ran.out);
    const expected = /created/.test(event) ? "pending" : /started/.test(event) ? "in_progress" : undefined;
    assert.equal(job.status, expected ?? event.slice(event.search(/(completed|failed)/)), event);
  }
  assert.deepEqual(
    await eventsOf(company),
    events.map((event) => `v1.${event.replace(/^v\d\./, "").replace("export.job-", "export-job.")}`),
  );
});

test("a job is created of as many entries as asked for, or as there are", async () => {
  const company = await companyWithEntries(3);
  const two = JSON.parse((await trigger(company, "export-job.created", "--entries", "2", "--json")).out);
  assert.equal(two.numberOfItems, 2);
  await trigger(company, "export-job.started");
  await trigger(company, "export-job.completed");
  const rest = JSON.parse((await trigger(company, "export-job.created", "--entries", "9", "--json")).out);
  assert.equal(rest.numberOfItems, 1);
});

test("a job that is created is booked through vendors where the company has accounts payable", async () => {
  for (const [bookkeepingMethod, vendorBased] of [
    ["accounts_payable", true],
    ["journal", false],
  ] as const) {
    const company = await companyWithEntries(1);
    const path = `/platform/v1/companies/${company.id}`;
    await server.request("PATCH", path, { key: server.adminKey, body: { bookkeepingMethod } });
    const { out, err } = await trigger(company, "export-job.created", "--json");
    assert.equal(JSON.parse(out).vendorBasedBookkeeping, vendorBased, err);
  }
});

test("a vendor is drafted in the company's currency", async () => {
  const company = await server.company();
  const ran = await trigger(company, "v2.vendor.created");
  assert.match(ran.out, /^[0-9a-f-]{36} is DRAFT\n$/);
  assert.deepEqual(await eventsOf(company), ["v1.vendor.created"]);
});

test("without a suitable object nothing happens, and what is missing is said", async () => {
  const empty = await server.company();
  const cases: [string, RegExp][] = [
    ["export-job.created", /no entry that is not exported/],
    ["export-job.started", /no pending export job: trigger export-job\.created first/],
    ["export-job.completed", /no running export job: trigger export-job\.started first/],
    ["export-job.completed_with_errors", /no running export job/],
    ["export-job.failed", /no unfinished export job/],
  ];
  for (const [event, message] of cases) {
    const ran = await trigger(empty, event);
    assert.equal(ran.exitCode, 1, ran.out);
    assert.match(ran.err, message);
  }
  assert.deepEqual(await eventsOf(empty), []);
  const busy = await companyWithEntries(2);
  await trigger(busy, "export-job.created");
  const again = await trigger(busy, "export-job.created");
  assert.equal(again.exitCode, 1);
  assert.match(again.err, /is pending, and a company has one unfinished job at a time/);
});

test("subscriptions and their deliveries can be managed, and the secret is shown once made", async () => {
  const { key } = await server.company();
  const url = "https://erp.example/hooks";
  const create = ["webhooks", "subscriptions", "create", url, "--event", "v1.export-job.created", "--json"];
  const made = await as(key, create);
  assert.equal(made.exitCode, 0, made.err);
  const { id, secretKey } = JSON.parse(made.out);
  assert.match(secretKey, /^whsec_/);
  const listed = await as(key, ["webhooks", "subscriptions", "list"]);
  assert.ok(listed.out.includes(`${id}  ACTIVE  ${url}`), listed.out);
  const client = createClient({ baseUrl: server.address, apiKey: key });
  const queued = await client.platform.webhooks.test(id);
  const deliveries = await as(key, ["webhooks", "deliveries", "list", id, "--status", "pending"]);
  assert.match(deliveries.out, new RegExp(`${queued.id}  v1\\.webhook\\.test .* pending`));
  assert.equal((await as(key, ["webhooks", "deliveries", "redeliver", queued.id])).out, "Queued.\n");
  assert.equal((await as(key, ["webhooks", "subscriptions", "delete", id])).exitCode, 0);
  assert.ok(!(await as(key, ["webhooks", "subscriptions", "list"])).out.includes(id));
});
