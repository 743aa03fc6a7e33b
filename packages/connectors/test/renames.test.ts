import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { AccountRecord, ExportItem } from "@ledgerport/sdk";
import { createHledgerTarget } from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, hledgerBalances, onJournal } from "./support/hledger.ts";
import { account, both, entryId, exportItem, line } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";

async function exported(path: string, items: readonly ExportItem[], accounts: AccountRecord[]) {
  const target = createHledgerTarget(path);
  try {
    await target.check();
    await target.prepare?.({ accounts });
    for (const item of items) await target.post(item);
    return checkStructure(await readFile(path, "utf8"));
  } finally {
    await target.close();
  }
}

const meals = (name: string): AccountRecord => ({ id: entryId(0xacc), code: "7010", name, kind: "expense" });
const onMeals = (number: number, name: string) =>
  exportItem(number, {
    accountingEntryLines: [line(both(1234), { account: account("7010", name) })],
    contraAccount: account("1361", name === "Meals" ? "Wallet EUR" : "Purse EUR"),
  });

test("an account renamed between two exports stays one account, by its code; what was posted is not touched", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  await exported(path, [onMeals(1, "Meals")], [meals("Meals")]);
  const before = await readFile(path);
  await exported(path, [onMeals(1, "Food and (x) drink")], [meals("Food and (x) drink")]);
  assert.deepEqual(await readFile(path), before, "a new name alone is no change of the entry");
  const balances = await exported(path, [onMeals(2, "Food and (x) drink")], [meals("Food and (x) drink")]);
  const expected = new Map([
    ["expenses:7010 Meals/EUR", 246_800n],
    ["assets:1361 Wallet EUR/EUR", -246_800n],
  ]);
  assert.deepEqual(balances, expected);
  if (!hasProgram(t, "hledger")) return;
  onJournal("hledger", path, "check", "--strict");
  assert.deepEqual(hledgerBalances(path), expected);
});

test("another account that takes a name of before gets an account of its own, as its code is another", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const other = { id: entryId(0xacd), code: "7020", name: "Meals", kind: "expense" } as const;
  await exported(path, [onMeals(1, "Meals")], [meals("Meals")]);
  const item = exportItem(2, {
    accountingEntryLines: [line(both(1234), { account: { ...account("7020", "Meals"), id: other.id } })],
  });
  const balances = await exported(path, [item], [meals("Food"), other]);
  assert.equal(balances.get("expenses:7010 Meals/EUR"), 123_400n);
  assert.equal(balances.get("expenses:7020 Meals/EUR"), 123_400n);
});

test("brackets in a name are kept as they are", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const balances = await exported(path, [onMeals(1, "Meals (x)")], [meals("Meals (x)")]);
  assert.equal(balances.get("expenses:7010 Meals (x)/EUR"), 123_400n);
  if (!hasProgram(t, "hledger")) return;
  onJournal("hledger", path, "check", "--strict");
});

test("an employee or a vendor renamed between what is owed and its payment ends at zero on one account", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const robin = (name: string) => ({ id: entryId(0xe17), name, code: "E17" });
  const nord = (name: string) => ({ id: entryId(0xaa), name, defaultCurrency: "EUR", code: "70001" });
  const owed = { bookkeeping: { method: "accounts_payable" as const } };
  const items = [
    exportItem(1, { type: "out_of_pocket", contraAccount: null, user: robin("Robin Ek") }),
    exportItem(2, { type: "direct_reimbursement", user: robin("Robin Berg") }),
    exportItem(3, { ...owed, type: "invoice", contraAccount: null, vendor: nord("Nord AG") }),
    exportItem(4, { ...owed, type: "invoice_payment", vendor: nord("Nord & Sons") }),
  ];
  for (const item of items) await exported(path, [item], [meals("Meals")]);
  const text = await readFile(path, "utf8");
  const left = [...checkStructure(text).keys()].filter((name) => /payable|employees/.test(name));
  assert.deepEqual(left, []);
  assert.deepEqual(text.match(/^account liabilities:.*/gm), [
    "account liabilities:employees:E17 Robin Ek",
    "account liabilities:payable:70001 Nord AG",
  ]);
});
