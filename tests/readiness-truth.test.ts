import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createExportWorker, createHledgerTarget } from "@ledgerport/connectors";
import { ApiError, type Client, type Entry, type EntryRow, createClient } from "@ledgerport/sdk";
import { type TestServer, testServer } from "@ledgerport/testkit";
import fc from "fast-check";

/** How often a made-up company is exported. */
const RUNS = 40;
/** What readiness foresees and a plain-text ledger finds out too; the rest is the company's own demand. */
const FOUND_OUT_BY_LEDGER: readonly string[] = [
  "vendor_unknown",
  "account_unknown",
  // A day on which the books are closed.
  "accounting_system_validation_failure",
];

let server: TestServer;
let directory: string;
before(async () => {
  server = await testServer();
  directory = await mkdtemp(join(tmpdir(), "ledgerport-readiness-"));
});
after(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const CURRENCIES = ["EUR", "SEK"];
const ACCOUNTS = ["7010", "7020"];
const TYPES = [
  "card_purchase",
  "refund",
  "fee",
  "invoice",
  "invoice_payment",
  "mileage",
  "wallet_topup",
  "out_of_pocket",
] as const;
const DEMANDS: World["requiredForExport"] = ["tax_code", "tag", "receipt"];
const WITH_VENDOR: ReadonlySet<string> = new Set([
  "card_purchase",
  "refund",
  "fee",
  "invoice",
  "invoice_payment",
]);
const MOVING: ReadonlySet<string> = new Set(["wallet_topup", "invoice_payment"]);

interface World {
  accounts: string[];
  contra: string[];
  requiredForExport: ("tax_code" | "tag" | "receipt")[];
  booksClosedThrough: string | undefined;
  /** What becomes of the vendors V1 and V2, and whether entries name the first by its id. */
  archived: boolean;
  activated: boolean;
  rows: Shape[];
  vendorBasedBookkeeping: boolean;
}

interface Shape {
  type: (typeof TYPES)[number];
  currency: string;
  account: string | undefined;
  vendor: "draft" | "V1" | "V2" | "nobody" | undefined;
  payable: boolean;
  date: string;
}

const shape = fc.record<Shape>({
  type: fc.constantFrom(...TYPES),
  currency: fc.constantFrom(...CURRENCIES),
  account: fc.constantFrom(undefined, "7010", ...ACCOUNTS),
  vendor: fc.constantFrom(undefined, "draft", "V1", "V2", "nobody"),
  payable: fc.boolean(),
  date: fc.constantFrom("2025-03-31", "2025-04-01"),
});

const world = fc.record<World>({
  accounts: fc.constantFrom(ACCOUNTS, ["7010"], []),
  contra: fc.constantFrom(CURRENCIES, CURRENCIES, ["EUR"], []),
  // Mostly nothing is demanded, so that enough entries are ready.
  requiredForExport: fc.oneof(
    fc.constant<World["requiredForExport"]>([]),
    fc.constant<World["requiredForExport"]>([]),
    fc.subarray(DEMANDS),
  ),
  booksClosedThrough: fc.option(fc.constant("2025-03-31"), { nil: undefined }),
  archived: fc.boolean(),
  activated: fc.boolean(),
  rows: fc.array(shape, { minLength: 1, maxLength: 12 }),
  vendorBasedBookkeeping: fc.constantFrom(true, true, true, false),
});

async function build(made: World): Promise<{ client: Client; companyId: string; entries: Entry[] }> {
  const { id: companyId, key } = await server.company();
  const client = createClient({ baseUrl: server.address, apiKey: key });
  const { platform, vendors } = client;
  await platform.companies.update(companyId, {
    requiredForExport: made.requiredForExport,
    booksClosedThrough: made.booksClosedThrough ?? null,
  });
  await platform.reference.accounts.upsert(
    companyId,
    made.accounts.map((code) => ({ code, name: `Account ${code}` })),
  );
  await platform.reference.contraAccounts.replace(
    companyId,
    made.contra.map((currency) => ({ currency, name: "Wallet" })),
  );
  const vendor = (name: string, code?: string) =>
    vendors.create({ name, defaultCurrency: "EUR", ...(code !== undefined && { code }) });
  const draft = await vendor("Draft");
  await vendor("One", "V1");
  const second = await vendor("Two", "V2");
  if (made.activated) await vendors.activate(draft.id, { externalId: "x-1", code: "V0" });
  if (made.archived) await vendors.archive(second.id);
  const rows = made.rows.map((row, at) => entryRow(row, at, { draft: draft.id, accounts: made.accounts }));
  const { errors } = await platform.entries.import(companyId, rows);
  assert.deepEqual(errors, []);
  return { client, companyId, entries: await Array.fromAsync(platform.entries.listAll(companyId)) };
}

function entryRow(row: Shape, at: number, known: { draft: string; accounts: string[] }): EntryRow {
  const amount = { inWalletCurrency: { currency: row.currency, value: 1000 + at } };
  const account =
    MOVING.has(row.type) && !known.accounts.includes(row.account ?? "") ? undefined : row.account;
  const vendorCode = row.vendor === "draft" ? known.draft : row.vendor;
  return {
    externalRef: `e${at}`,
    type: row.type,
    date: row.date,
    amount,
    lines: [{ amount, ...(account !== undefined && { accountCode: account }) }],
    ...(WITH_VENDOR.has(row.type) && {
      bookkeepingMethod: row.payable ? "accounts_payable" : "journal",
      ...(vendorCode !== undefined && { vendorCode }),
    }),
  };
}

/** Exports entries into a journal; the failure type of each that failed, or the refusal of the job. */
async function exported(
  client: Client,
  entryIds: string[],
  { companyId, vendorBasedBookkeeping }: { companyId: string; vendorBasedBookkeeping: boolean },
): Promise<{ refusal: string } | { failed: Map<string, string> }> {
  try {
    await client.exportJobs.create({ accountingEntryIds: entryIds, options: { vendorBasedBookkeeping } });
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.type };
    throw error;
  }
  const target = createHledgerTarget(join(directory, `${companyId}.journal`));
  const { outcome, failed } = await createExportWorker({ client, target }).runOnce();
  await target.close();
  assert.equal(outcome, "finished");
  return { failed: new Map(failed.map((item) => [item.accountingEntryId, item.failureReasonType])) };
}

test("what is called ready never fails, and what a preflight foresees is what happens", async () => {
  await fc.assert(
    fc.asyncProperty(world, async (made) => {
      const { client, companyId, entries } = await build(made);
      const { platform } = client;
      const { vendorBasedBookkeeping } = made;
      const how = { companyId, vendorBasedBookkeeping };
      const summary = await platform.companies.readiness(companyId);
      assert.equal(summary.ready, entries.filter(({ readiness }) => readiness.ready).length);
      assert.equal(summary.entries, entries.length);

      const all = entries.map(({ id }) => id);
      const foreseen = await platform.exportJobs.preflight(companyId, {
        accountingEntryIds: all,
        options: { vendorBasedBookkeeping },
      });
      const unready = new Map(
        foreseen.failures.map((failure) => [failure.accountingEntryId, failure.problems]),
      );
      for (const { id, readiness } of entries) {
        const counted = readiness.problems.filter(
          ({ param }) => vendorBasedBookkeeping || param !== "vendorCode",
        );
        assert.deepEqual(unready.get(id) ?? [], counted, "a preflight says of an entry what the entry says");
      }

      const ready = entries.filter((entry) => entry.readiness.ready).map(({ id }) => id);
      if (ready.length > 0) {
        const outcome = await exported(client, ready, how);
        assert.deepEqual(outcome, { failed: new Map() }, "every entry called ready is posted");
        for (const id of ready) await platform.entries.reopen(id);
      }

      const outcome = await exported(client, all, how);
      if ("refusal" in outcome) {
        assert.equal(foreseen.refusal?.type, outcome.refusal);
        return;
      }
      assert.equal(foreseen.refusal, undefined);
      for (const id of all) {
        const found = (unready.get(id) ?? []).map(({ type }) => type);
        const expected = found.filter((type) => FOUND_OUT_BY_LEDGER.includes(type));
        const type = outcome.failed.get(id);
        assert.equal(
          type !== undefined,
          expected.length > 0,
          `${id}: foreseen ${found.join()}, failed ${type}`,
        );
        if (type !== undefined) assert.ok(expected.includes(type), `${type} was foreseen`);
      }
    }),
    { numRuns: RUNS },
  );
});

test("a line without an account, and one whose account is unknown, fail in the words that readiness has for them", async () => {
  const made = { accounts: ["7010"], contra: ["EUR"], requiredForExport: [], vendorBasedBookkeeping: false };
  const { client, companyId } = await build({
    ...made,
    booksClosedThrough: undefined,
    archived: false,
    activated: false,
    rows: [],
  });
  const amount = { inWalletCurrency: { currency: "EUR", value: 1000 } };
  const rows = [undefined, "8888", "7010"].map((accountCode, at): EntryRow => ({
    externalRef: `w${at}`,
    type: "card_purchase",
    date: "2025-05-01",
    amount,
    lines: [{ amount, ...(accountCode !== undefined && { accountCode }) }],
  }));
  await client.platform.entries.import(companyId, rows);
  const entries = await Array.fromAsync(client.platform.entries.listAll(companyId));
  const said = new Map(
    entries.flatMap(({ id, readiness }) => readiness.problems.map(({ message }) => [id, message] as const)),
  );
  assert.deepEqual([...said.values()].toSorted(), [
    "A line has no account: choose one",
    "There is no account 8888: add it to the company's accounts, or choose another",
  ]);
  await client.exportJobs.create({ accountingEntryIds: entries.map(({ id }) => id) });
  const target = createHledgerTarget(join(directory, `${companyId}.journal`));
  const { failed, posted } = await createExportWorker({ client, target }).runOnce();
  await target.close();
  assert.equal(posted, 1);
  assert.deepEqual(
    new Map(failed.map(({ accountingEntryId, failureReason }) => [accountingEntryId, failureReason])),
    said,
  );
});
