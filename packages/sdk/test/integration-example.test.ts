import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { testServer, type TestServer } from "@ledgerport/testkit";
import { openFileLedger } from "../examples/file-ledger.ts";
import { type Ledger, type LedgerDocument, exportJobs } from "../examples/integration.ts";
import { type Client, type EntryRow, createClient } from "../src/index.ts";
import { testClock } from "./support/client.ts";

const ROOT = new URL("../../../", import.meta.url);
const euros = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });

/** A clock on which nothing has to be waited for. */
const patience = () => ({ clock: testClock(), timeoutMs: 29_999 });

interface World {
  server: TestServer;
  companyId: string;
  owner: Client;
  integration: (through?: typeof fetch) => Client;
  path: string;
  ledger: Ledger;
}

async function world(t: TestContext, rows: readonly EntryRow[]): Promise<World> {
  const server = await testServer();
  t.after(() => server.close());
  const { id: companyId, key } = await server.company();
  const owner = createClient({ baseUrl: server.address, apiKey: key, companyId, ...patience() });
  const { reference } = owner.platform;
  await reference.contraAccounts.replace(companyId, [{ currency: "EUR", name: "Wallet", code: "1361" }]);
  await reference.accounts.upsert(companyId, [{ code: "7010", name: "Meals" }]);
  await reference.employees.upsert(companyId, [{ code: "E17", name: "Robin Ek" }]);
  await reference.taxCodes.upsert(companyId, [
    { code: "V20", name: "20 %", rate: 0.2, type: "inclusive" },
    { code: "R20", name: "Reverse charge", rate: 0.2, type: "reverse" },
  ]);
  await owner.vendors.create({ name: "Nordic Paper", defaultCurrency: "EUR", code: "V-204" });
  const imported = await owner.platform.entries.import(companyId, rows);
  assert.deepEqual(imported.errors, []);
  const integrationKey = await server.key({ companyId }, [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
  ]);
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-example-"));
  t.after(() => rm(directory, { recursive: true }));
  const path = join(directory, "books.jsonl");
  return {
    server,
    companyId,
    owner,
    integration: (through = fetch) =>
      createClient({
        baseUrl: server.address,
        apiKey: integrationKey,
        fetch: through,
        ...patience(),
        retries: 0,
      }),
    path,
    ledger: openFileLedger(path),
  };
}

async function createJob({ owner, companyId }: World): Promise<string> {
  const accountingEntryIds: string[] = [];
  for await (const { id } of owner.platform.entries.listAll(companyId)) accountingEntryIds.push(id);
  const options = { vendorBasedBookkeeping: true };
  return (await owner.exportJobs.create({ accountingEntryIds, options })).id;
}

async function documents(path: string): Promise<LedgerDocument[]> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as LedgerDocument);
}

/** The account's balance in hundredths, over all documents. */
async function balances(path: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { postings } of await documents(path)) {
    for (const { account, amount } of postings) found[account] = (found[account] ?? 0) + Number(amount) / 100;
  }
  return found;
}

const row = (externalRef: string, type: EntryRow["type"], value: number, more = {}): EntryRow => ({
  externalRef,
  type,
  date: "2025-05-22",
  amount: euros(value),
  lines: [{ amount: euros(value), accountCode: "7010" }],
  employeeCode: "E17",
  ...more,
});
const payable = { vendorCode: "V-204", bookkeepingMethod: "accounts_payable" };
const taxed = (value: number, taxCode: string) => ({
  lines: [{ amount: euros(value), accountCode: "7010", taxCode }],
});

test("the example books every type so that what is settled is zero, and reports each once it is there", async (t) => {
  const own = await world(t, [
    row("1", "card_purchase", 12000, taxed(12000, "V20")),
    row("2", "fee", 150),
    row("3", "card_invoice", 500),
    row("4", "invoice", 24000, { ...payable, ...taxed(24000, "V20") }),
    row("5", "invoice_payment", 24000, payable),
    row("6", "out_of_pocket", 1000, taxed(1000, "R20")),
    row("7", "mileage", 200),
    row("8", "per_diem", 300),
    row("9", "direct_reimbursement", 1000),
    row("10", "external_reimbursement", 500),
    row("11", "refund", -2000),
    row("12", "chargeback", -100, payable),
    row("13", "cashback", -10),
    row("14", "atm_withdrawal", 5000),
    row("15", "wallet_topup", -90000),
    row("16", "wallet_unload", 1000),
    row("17", "personal_spend", 700),
  ]);
  const jobId = await createJob(own);
  await exportJobs(own.integration(), own.ledger);
  const job = await own.owner.exportJobs.get(jobId);
  assert.equal(job.status, "completed");
  const written = await documents(own.path);
  assert.equal(written.length, 17);
  for (const { postings, number } of written) {
    assert.equal(
      postings.reduce((sum, { amount }) => sum + Number(amount), 0),
      0,
      number,
    );
  }
  assert.deepEqual(await balances(own.path), {
    "1361": -(12000 + 150 + 500 + 24000 + 1000 - 2000 - 100 - 10 + 5000 - 90000 + 1000 + 700),
    "7010": 10000 + 150 + 500 + 20000 + 1000 + 200 + 300 - 2000 - 100 - 10,
    "input tax V20": 2000 + 4000,
    "input tax R20": 200,
    "output tax R20": -200,
    "payable:V-204": 0,
    "employee:E17": 700,
    "outside payments": -500,
    cash: 5000,
    transfers: -90000 + 1000,
  });
});

test("killed between the ledger and the report, the example posts nothing twice and finishes the job", async (t) => {
  const own = await world(t, [row("1", "card_purchase", 100), row("2", "card_purchase", 200)]);
  const jobId = await createJob(own);
  const dying: typeof fetch = (input, init) =>
    init?.method === "PUT" ? Promise.reject(new TypeError("killed")) : fetch(input, init);
  await assert.rejects(exportJobs(own.integration(dying), own.ledger));
  assert.equal((await own.owner.exportJobs.get(jobId)).status, "in_progress");
  assert.equal((await documents(own.path)).length, 2);
  await exportJobs(own.integration(), own.ledger);
  assert.equal((await own.owner.exportJobs.get(jobId)).status, "completed");
  assert.equal((await documents(own.path)).length, 2);
});

test("the example fails an item by its own fault alone, and says which", async (t) => {
  const without = { lines: [{ amount: euros(100) }] };
  const own = await world(t, [row("1", "card_purchase", 100, without), row("2", "card_purchase", 200)]);
  const jobId = await createJob(own);
  await exportJobs(own.integration(), own.ledger);
  const job = await own.owner.exportJobs.get(jobId);
  assert.equal(job.status, "completed_with_errors");
  const { data } = await own.owner.exportJobs.items.list(jobId, { status: "failed" });
  assert.deepEqual(
    data.map(({ failureReasonType }) => failureReasonType),
    ["account_unknown"],
  );
  assert.equal((await documents(own.path)).length, 1);
});

test("when the ledger goes away in the middle, what it has is reported and the rest can be exported again", async (t) => {
  const own = await world(t, [row("1", "card_purchase", 100), row("2", "card_purchase", 200)]);
  const jobId = await createJob(own);
  let posts = 0;
  const failing: Ledger = {
    ...own.ledger,
    post: (document) =>
      (posts += 1) === 2 ? Promise.reject(new Error("refused")) : own.ledger.post(document),
  };
  await exportJobs(own.integration(), failing);
  const job = await own.owner.exportJobs.get(jobId);
  assert.deepEqual([job.status, job.failureReasonType], ["failed", "accounting_system_unreachable"]);
  const { data } = await own.owner.exportJobs.items.list(jobId);
  assert.deepEqual(
    data.map(({ status }) => status),
    ["successful", "abandoned"],
  );
  await createJob(own);
  await exportJobs(own.integration(), own.ledger);
  assert.equal((await documents(own.path)).length, 2);
});

test("an entry that was changed since it was posted is not reported as successful", async (t) => {
  const own = await world(t, [row("1", "card_purchase", 100)]);
  await createJob(own);
  await exportJobs(own.integration(), own.ledger);
  const [entry] = (await own.owner.platform.entries.list(own.companyId)).data;
  const id = entry?.id ?? assert.fail();
  await own.owner.platform.entries.reopen(id);
  await own.owner.platform.entries.update(id, { date: "2025-05-20" });
  const jobId = await createJob(own);
  await exportJobs(own.integration(), own.ledger);
  const [item] = (await own.owner.exportJobs.items.list(jobId)).data;
  assert.deepEqual(
    [item?.status, item?.failureReasonType],
    ["failed", "accounting_system_validation_failure"],
  );
  assert.match(item?.failureReason ?? "", /2025-05-22.*2025-05-20/);
  assert.equal((await documents(own.path)).length, 1);
});

test("the guide's code is that of the example", async () => {
  const guide = await readFile(new URL("docs/integration.md", ROOT), "utf8");
  const shown = [...guide.matchAll(/^```ts (packages\/\S+)\n(.*?)^```$/gms)];
  assert.deepEqual(
    shown.map(([, file]) => file),
    ["packages/sdk/examples/integration.ts", "packages/sdk/examples/booking.ts"],
  );
  for (const [, file = "", code] of shown)
    assert.equal(code, await readFile(new URL(file, ROOT), "utf8"), `copy ${file} into docs/integration.md`);
});
