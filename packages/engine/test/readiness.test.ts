import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { Entry, EntryRow } from "../src/entries/model.ts";
import { listEntries } from "../src/entries/queries.ts";
import { putEntryFile } from "../src/files/commands.ts";
import { preflightExportJob } from "../src/readiness/preflight.ts";
import type { ProblemType } from "../src/readiness/model.ts";
import { summarizeQueue } from "../src/readiness/queries.ts";
import { replaceContraAccounts, upsertAccounts } from "../src/reference/commands.ts";
import { updateCompany } from "../src/tenants/commands.ts";
import { activateVendor, archiveVendor, createVendor } from "../src/vendors/commands.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { euroLine, plainRow } from "./support/entry-rows.ts";

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db, 0);
  await contraAccounts("EUR");
});

const ACCOUNTED = [euroLine(12000, { accountCode: "7010" })];

async function add(...rows: Partial<EntryRow>[]): Promise<void> {
  const ready = rows.map((row, at) =>
    plainRow({ id: entryId(at + 1), externalRef: `e${at + 1}`, lines: ACCOUNTED, ...row }),
  );
  assert.deepEqual((await company.entries.import(...ready)).errors, []);
}

function contraAccounts(...currencies: string[]) {
  const accounts = currencies.map((currency) => ({ currency, name: "Wallet" }));
  return company.write((tx) => replaceContraAccounts(tx, { companyId: company.id, accounts }));
}

async function list(filter: { ready?: boolean; problem?: ProblemType } = {}): Promise<Entry[]> {
  const page = { limit: 100, sort: [] };
  return (await company.read((sql) => listEntries(sql, { companyId: company.id, ...filter, page }))).rows;
}

/** What each entry lacks, in the order in which they came. */
async function lacking(): Promise<string[][]> {
  return (await list()).map(({ readiness }) => {
    assert.equal(readiness.ready, readiness.problems.length === 0);
    return readiness.problems.map(({ type, param }) => `${type} ${param}`);
  });
}

const causes = async () => {
  const { causes: found, ...counts } = await company.read((sql) =>
    summarizeQueue(sql, { companyId: company.id }),
  );
  return { ...counts, causes: found.map(({ type, entries }) => [type, entries]) };
};

test("spend without an account is not ready, and a move of money needs none", async () => {
  await add(
    {},
    { lines: null },
    { lines: [euroLine(6000, { accountCode: "7010" }), euroLine(6000)] },
    { type: "wallet_topup", lines: null },
  );
  const account = ["account_unknown lines.accountCode"];
  assert.deepEqual(await lacking(), [[], account, account, []]);
});

test("an unknown account is waited for: added once, all entries that named it are ready", async () => {
  const lines = [euroLine(12000, { accountCode: "8888" })];
  await add({ lines }, { lines }, { lines: [euroLine(12000, { accountCode: "9999" })] });
  const [first] = await list();
  assert.match(first?.readiness.problems[0]?.message ?? "", /no account 8888/);
  assert.deepEqual(await causes(), {
    entries: 3,
    ready: 0,
    causes: [
      ["account_unknown", 2],
      ["account_unknown", 1],
    ],
  });
  await company.write((tx) =>
    upsertAccounts(tx, { companyId: company.id, records: [{ code: "8888", name: "Travel" }] }),
  );
  assert.deepEqual(await lacking(), [[], [], ["account_unknown lines.accountCode"]]);
});

test("what merely moves money is refused an unknown account, on which nobody would wait", async () => {
  const row = plainRow({ type: "wallet_topup", lines: [euroLine(12000, { accountCode: "8888" })] });
  const { errors } = await company.entries.import(row);
  assert.deepEqual(
    errors.map(({ type, param }) => [type, param]),
    [["UNKNOWN_REFERENCE", "lines[0].accountCode"]],
  );
});

test("a net amount that differs needs a tax code, whatever the company demands and the type is", async () => {
  const netAmount = { inWalletCurrency: { currency: "EUR", value: 10000 } };
  const plain = { accountCode: "7010" };
  await add(
    { lines: [euroLine(12000, { ...plain, netAmount })] },
    { lines: [euroLine(12000, { ...plain, netAmount, taxCode: "V20" })] },
    { lines: [euroLine(12000, { ...plain, netAmount: euroLine(12000).amount })] },
    { type: "wallet_topup", lines: [euroLine(12000, { netAmount })] },
  );
  const lacks = ["tax_code_unknown lines.taxCode"];
  assert.deepEqual(await lacking(), [lacks, [], [], lacks]);
  const [first] = await list();
  assert.equal(
    first?.readiness.problems[0]?.message,
    "A line's net amount differs from its amount, but it has no tax code: choose one",
  );
});

test("accounts payable needs a vendor that the accounting system has: activated once, all its entries are ready", async () => {
  const draft = await company.write((tx) =>
    createVendor(tx, { companyId: company.id, name: "Paper AB", defaultCurrency: "EUR" }),
  );
  const bookkeepingMethod = "accounts_payable" as const;
  await add(
    { bookkeepingMethod, vendorCode: draft.id },
    { bookkeepingMethod, vendorCode: draft.id },
    { bookkeepingMethod },
    { vendorCode: "nobody" },
    { type: "mileage" },
  );
  const vendor = ["vendor_unknown vendorCode"];
  assert.deepEqual(await lacking(), [vendor, vendor, vendor, [], []]);
  const known = { companyId: company.id, id: draft.id };
  await company.write((tx) => activateVendor(tx, { ...known, externalId: "x-1", code: "V1" }));
  assert.deepEqual(await lacking(), [[], [], vendor, [], []]);
  const job = await company.create([1, 2], { vendorBasedBookkeeping: true });
  assert.equal(job.numberOfItems, 2, "what is called ready is taken into a job");
  await company.cancel(job.id);
  await company.write((tx) => archiveVendor(tx, known));
  assert.deepEqual(await lacking(), [vendor, vendor, vendor, [], []]);
});

test("a wallet's movement needs its currency's contra account, and an invoice none", async () => {
  const amount = { inWalletCurrency: { currency: "SEK", value: 12000 } };
  const lines = [{ amount, accountCode: "7010" }];
  await add({ amount, lines }, { amount, lines, type: "invoice" });
  assert.deepEqual(await lacking(), [["missing_configuration contraAccounts"], []]);
  await contraAccounts("EUR", "SEK");
  assert.deepEqual(await lacking(), [[], []]);
});

test("tax codes, tags and receipts are asked for where the company demands them, of spend only", async () => {
  await add(
    {},
    { lines: [euroLine(12000, { accountCode: "7010", taxCode: "V20" })] },
    { type: "atm_withdrawal" },
  );
  assert.deepEqual(await lacking(), [[], [], []]);
  await company.write((tx) =>
    updateCompany(tx, { companyId: company.id, requiredForExport: ["tax_code", "tag", "receipt"] }),
  );
  const rest = ["tag_unknown lines.tags"];
  assert.deepEqual(await lacking(), [
    ["validation_failure files", ...rest, "tax_code_unknown lines.taxCode"],
    ["validation_failure files", ...rest],
    [],
  ]);
  const file = { name: "a.pdf", hash: "0".repeat(64), size: 1, type: "application/pdf" };
  await company.write((tx) => putEntryFile(tx, { companyId: company.id, entryId: entryId(2), ...file }));
  assert.deepEqual((await lacking())[1], rest);
});

test("a closed period holds back what is dated in it, until it is opened again", async () => {
  await add({ date: "2025-03-31" }, { date: "2025-04-01" });
  const close = (booksClosedThrough: string | null) =>
    company.write((tx) => updateCompany(tx, { companyId: company.id, booksClosedThrough }));
  await close("2025-03-31");
  assert.deepEqual(await lacking(), [["accounting_system_validation_failure date"], []]);
  assert.match((await list())[0]?.readiness.problems[0]?.message ?? "", /2025-03-31/);
  await close(null);
  assert.deepEqual(await lacking(), [[], []]);
  await assert.rejects(close("2025-02-30"), { code: "BAD_REQUEST", param: "booksClosedThrough" });
});

test("the queue is filtered by readiness and by kind of problem, and summed up without what is in a job or exported", async () => {
  await add({}, { lines: null }, { bookkeepingMethod: "accounts_payable" }, {});
  const refs = async (filter: Parameters<typeof list>[0]) =>
    (await list(filter)).map((entry) => entry.externalRef);
  assert.deepEqual(await refs({ ready: true }), ["e1", "e4"]);
  assert.deepEqual(await refs({ ready: false }), ["e2", "e3"]);
  assert.deepEqual(await refs({ problem: "vendor_unknown" }), ["e3"]);
  await company.create([1, 2]);
  assert.deepEqual(await causes(), { entries: 2, ready: 1, causes: [["vendor_unknown", 1]] });
});

test("a preflight says what would fail and whether there would be a job, and changes nothing", async () => {
  await add({}, { lines: null }, { bookkeepingMethod: "accounts_payable" });
  const preflight = (numbers: number[], vendorBasedBookkeeping = false) =>
    company.read((sql) =>
      preflightExportJob(sql, {
        companyId: company.id,
        entryIds: numbers.map(entryId),
        vendorBasedBookkeeping,
        requireContraAccounts: true,
        refusedTypes: [],
      }),
    );
  const types = (found: Awaited<ReturnType<typeof preflight>>) =>
    found.failures.map(({ accountingEntryId, problems }) => [
      accountingEntryId,
      ...problems.map((one) => one.type),
    ]);
  const plain = await preflight([3, 2, 1, 2]);
  assert.deepEqual([plain.entries, plain.ready, plain.refusal], [3, 2, undefined]);
  assert.deepEqual(types(plain), [[entryId(2), "account_unknown"]]);
  const withVendors = await preflight([3, 2, 1], true);
  assert.equal(withVendors.refusal?.type, "MISSING_VENDOR");
  assert.deepEqual(types(withVendors), [
    [entryId(3), "vendor_unknown"],
    [entryId(2), "account_unknown"],
  ]);
  assert.deepEqual(await company.jobs(), []);
  await contraAccounts("SEK");
  assert.equal((await preflight([1])).refusal?.type, "MISSING_CONTRA_ACCOUNTS");
  await contraAccounts("EUR");
  await company.create([1]);
  assert.equal((await preflight([2])).refusal?.type, "EXPORT_ALREADY_IN_PROGRESS");
  await assert.rejects(preflight([]), { code: "REQUIRED_PARAMETER_MISSING" });
});

test("one company's vendors, accounts and settings make no other company's entries ready or unready", async () => {
  await add({ lines: [euroLine(12000, { accountCode: "8888" })] });
  const other = await JobCompany.create(db, 1);
  await other.write(async (tx) => {
    await upsertAccounts(tx, { companyId: other.id, records: [{ code: "8888", name: "Theirs" }] });
    await updateCompany(tx, { companyId: other.id, booksClosedThrough: "2030-01-01" });
  });
  assert.deepEqual(await lacking(), [["account_unknown lines.accountCode"]]);
});
