import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { AccountRecord, ExportItem } from "@ledgerport/sdk";
import { parse } from "csv-parse/sync";
import { createCsvTarget, createHledgerTarget, type Target } from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { EARLIER_CSV, EARLIER_JOURNAL, earlierItems } from "./support/earlier-release.ts";
import { hasProgram, hledgerBalances, onJournal } from "./support/hledger.ts";
import { entryId } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";

const CHART: AccountRecord[] = [
  { id: entryId(0xacc), code: "7010", name: "Meals", kind: "expense" },
  { id: entryId(0xace), code: "7020", name: "Travel (x)", kind: "expense" },
];

async function pathOf(t: TestContext, text: string): Promise<string> {
  const path = join(await temporaryDirectory(t), "books");
  await writeFile(path, text);
  return path;
}

/** The numbers of the entries that the target has as they are, before they are all exported to it. */
async function exported(target: Target, items: readonly ExportItem[] = earlierItems): Promise<number[]> {
  try {
    await target.check();
    await target.prepare?.({ accounts: CHART });
    const found = await target.find(items);
    await Promise.all(items.map((item) => target.post(item)));
    return items.flatMap((item, index) => (found.has(item.accountingEntryId) ? [index + 1] : []));
  } finally {
    await target.close();
  }
}

const ALL = earlierItems.map((_, index) => index + 1);

test("a journal of an earlier release is gone on with: what would be the same is found, the rest taken back and posted anew, once", async (t) => {
  const path = await pathOf(t, EARLIER_JOURNAL);
  assert.deepEqual(await exported(createHledgerTarget(path)), [1, 6, 7]);
  const text = await readFile(path, "utf8");
  assert.ok(text.startsWith(EARLIER_JOURNAL), "what stands is left alone");
  for (const [index, { accountingEntryId }] of earlierItems.entries()) {
    const times = (tag: string) => text.split(`; ${tag}: ${accountingEntryId}\n`).length - 1;
    assert.equal(times("entry-id") - times("reverses"), 1, `entry ${index + 1} stands once`);
  }
  assert.deepEqual(await exported(createHledgerTarget(path)), ALL);
  assert.equal(await readFile(path, "utf8"), text, "the same again posts nothing");

  const balances = checkStructure(text);
  // Accounts keep the names that the journal knows them by.
  assert.deepEqual(
    balances,
    new Map([
      ["expenses:7010 Meals/EUR", 646_400n],
      ["assets:1361 Wallet EUR/EUR", -567_000n],
      ["assets:input tax V20/EUR", 44_000n],
      ["liabilities:payable:70001 Nord AG/EUR", -123_400n],
      ["expenses:7020 Travel %28x%29/EUR", 123_400n],
      ["liabilities:employees:E17 Robin Ek/EUR", -123_400n],
    ]),
  );
  if (!hasProgram(t, "hledger")) return;
  onJournal("hledger", path, "check", "--strict");
  assert.deepEqual(hledgerBalances(path), balances);
});

test("an invoice that an earlier release booked in foreign money ends at zero once it and its payment are exported", async (t) => {
  const path = await pathOf(t, EARLIER_JOURNAL);
  const invoice = earlierItems[3] ?? assert.fail();
  const contraAccount = earlierItems[0]?.contraAccount ?? assert.fail();
  const payment = { ...invoice, accountingEntryId: entryId(9), type: "invoice_payment", contraAccount };
  await exported(createHledgerTarget(path), [invoice, payment]);
  const left = [...checkStructure(await readFile(path, "utf8")).keys()];
  assert.deepEqual(
    left.filter((name) => name.includes("payable")),
    [],
  );
});

test("a CSV file of an earlier release keeps its header and its rows, and no entry stands in it twice", async (t) => {
  const path = await pathOf(t, EARLIER_CSV);
  assert.deepEqual(await exported(createCsvTarget(path)), [1, 2, 3, 4, 6, 7, 8]);
  const text = await readFile(path, "utf8");
  assert.ok(text.startsWith(EARLIER_CSV), "what stands is left alone");
  const rows: Record<string, string>[] = parse(text, { columns: true, relaxQuotes: false });
  for (const { accountingEntryId, amount } of earlierItems) {
    const own = rows.filter((row) => row["entry_id"] === accountingEntryId);
    const sum = own.reduce((total, row) => total + Math.round(Number(row["amount"]) * 100), 0);
    assert.equal(sum, amount.inWalletCurrency.value);
  }
  assert.deepEqual(
    rows
      .slice(earlierItems.length)
      .map((row) => [row["type"], row["contra_account_code"], row["contra_account"]]),
    [
      ["reversal", "", "employees"],
      ["out_of_pocket", "E17", "Robin Ek"],
    ],
  );
  assert.deepEqual(await exported(createCsvTarget(path)), ALL);
  assert.equal(await readFile(path, "utf8"), text, "the same again writes nothing");
});
