import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { replaceContraAccounts } from "../src/reference/commands.ts";
import { updateEntry } from "../src/entries/commands.ts";
import { archiveVendor, createVendor } from "../src/vendors/commands.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const wallet = (currency: string) => ({ amount: { inWalletCurrency: { currency, value: 100 } } });
const AP = { bookkeepingMethod: "accounts_payable" } as const;

test("types that the caller has no words for are refused, naming them and up to ten of their entries", async () => {
  const fees = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at + 1, { type: "fee" as const }]));
  const company = await JobCompany.create(db, 14, { ...fees, 13: { type: "personal_spend" } });
  const refusedTypes = ["personal_spend", "fee"];
  await assert.rejects(company.create([14, 13], { refusedTypes }), {
    code: "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE",
    param: "accountingEntryIds",
    details: { types: ["personal_spend"], accountingEntryIds: [entryId(13)] },
  });
  const twelve = Array.from({ length: 12 }, (_, at) => 12 - at);
  await assert.rejects(company.create(twelve, { refusedTypes }), {
    details: { types: ["fee"], accountingEntryIds: twelve.slice(0, 10).map(entryId) },
  });
  assert.equal((await company.create([14], { refusedTypes })).status, "pending");
});

test("only entries that move a wallet's money need its contra account", async () => {
  const company = await JobCompany.create(db, 3, {
    1: { type: "out_of_pocket", ...wallet("NOK") },
    2: { type: "wallet_topup", ...wallet("SEK") },
    3: { type: "refund", ...wallet("DKK") },
  });
  const options = { requireContraAccounts: true };
  await assert.rejects(company.create([3, 2, 1], options), { details: { currencies: ["DKK", "SEK"] } });
  const accounts = ["SEK", "DKK"].map((currency) => ({ currency, name: currency }));
  await company.write((tx) => replaceContraAccounts(tx, { companyId: company.id, accounts }));
  assert.equal((await company.create([3, 2, 1], options)).status, "pending");
});

test("only vendor-based jobs want a vendor, and only for entries booked as accounts payable", async () => {
  const company = await JobCompany.create(db, 2, {
    1: { type: "invoice", bookkeepingMethod: "journal" },
    2: { type: "invoice", ...AP },
  });
  const vendorBased = { vendorBasedBookkeeping: true };
  await assert.rejects(company.create([1, 2], vendorBased), {
    code: "MISSING_VENDOR",
    details: { accountingEntryIds: [entryId(2)] },
  });
  await company.cancel((await company.create([1, 2])).id);
  assert.equal((await company.create([1], vendorBased)).vendorBasedBookkeeping, true);
});

test("an entry booked as accounts payable needs a vendor that is there and not archived, by code or by id", async () => {
  const vendorBased = { vendorBasedBookkeeping: true };
  const company = await JobCompany.create(db, 1, { 1: { type: "invoice", ...AP, vendorCode: "V1" } });
  const refused = { code: "MISSING_VENDOR" };
  await assert.rejects(company.create([1], vendorBased), refused);
  const draft = { companyId: company.id, name: "Paper", defaultCurrency: "EUR" };
  const vendor = await company.write((tx) => createVendor(tx, { ...draft, code: "V1" }));
  await company.cancel((await company.create([1], vendorBased)).id);
  await company.write((tx) => archiveVendor(tx, vendor));
  await assert.rejects(company.create([1], vendorBased), refused);
  const { id: vendorCode } = await company.write((tx) => createVendor(tx, draft));
  await company.write((tx) =>
    updateEntry(tx, { companyId: company.id, id: entryId(1), patch: { vendorCode } }),
  );
  assert.equal((await company.create([1], vendorBased)).status, "pending");
});
