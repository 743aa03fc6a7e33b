import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { AccountRecord, ExportItem } from "@ledgerport/sdk";
import {
  type CompanyBooks,
  createCsvTarget,
  createHledgerTarget,
  ItemFailure,
  type Target,
} from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { failingDisk } from "./support/failing-disk.ts";
import { hasProgram, hledgerBalances, onJournal } from "./support/hledger.ts";
import { both, entryId, exportItem, line, pair } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";

const CHART: AccountRecord[] = [
  { id: entryId(0xacc), code: "7010", name: "Meals", kind: "expense" },
  { id: entryId(0xacd), code: "2000", name: "Loans", kind: "liability" },
];
const LOANS = { id: entryId(0xacd), code: "2000", name: "Loans", identifier: null };
const TAX = { id: entryId(8), code: "V20", rate: 0.2, type: "inclusive" as const, amount: both(234) };

/** One thing changed of an entry that was posted before. */
const CHANGES: [string, Partial<ExportItem>][] = [
  ["account", { accountingEntryLines: [line(both(1234), { account: LOANS })] }],
  ["tax", { accountingEntryLines: [line(both(1234), { netAmount: both(1000), tax: TAX })] }],
  [
    "tag",
    { accountingEntryLines: [line(both(1234), { tags: [{ id: entryId(1), code: "B", groupCode: "g" }] })] },
  ],
  ["vendor", { vendor: { id: entryId(5), name: "Nord AG", defaultCurrency: "EUR", code: "70001" } }],
  ["supplier", { supplier: null }],
  ["date", { date: "2025-06-01T00:00:00Z" }],
  ["type", { type: "fee" }],
  ["person", { user: { id: entryId(6), name: "Robin Ek", code: "E17" } }],
  ["amount", { amount: both(9999), accountingEntryLines: [line(both(9999))] }],
  ["currency", { amount: both(1234, "GBP"), accountingEntryLines: [line(both(1234, "GBP"))] }],
  [
    "supplier's amount",
    (() => {
      const amount = pair({ currency: "USD", value: 1300 }, { currency: "EUR", value: 1234 });
      return { amount, accountingEntryLines: [line(amount)] };
    })(),
  ],
  ["note", { note: "Dinner" }],
];

const formats = [
  { name: "journal", create: createHledgerTarget },
  { name: "CSV file", create: createCsvTarget },
];

async function exported(target: Target, items: readonly ExportItem[], books: Partial<CompanyBooks> = {}) {
  try {
    await target.check();
    await target.prepare?.({ accounts: CHART, ...books });
    const found = await target.find(items);
    await Promise.all(items.map((item) => target.post(item)));
    assert.equal((await target.find(items)).size, items.length, "what was posted is found as it is");
    return [...found.keys()];
  } finally {
    await target.close();
  }
}

async function pathIn(t: TestContext): Promise<string> {
  return join(await temporaryDirectory(t), "books.journal");
}

for (const { name, create } of formats) {
  for (const [what, change] of CHANGES) {
    test(`an entry whose ${what} was changed is taken back and posted anew in the ${name}, and then found unchanged`, async (t) => {
      const path = await pathIn(t);
      await exported(create(path), [exportItem(1), exportItem(2)]);
      const before = await readFile(path);
      assert.deepEqual(await exported(create(path), [exportItem(1), exportItem(2)]), [
        entryId(1),
        entryId(2),
      ]);
      assert.deepEqual(await readFile(path), before, "unchanged: nothing is written");

      assert.deepEqual(await exported(create(path), [exportItem(1, change), exportItem(2)]), [entryId(2)]);
      const changed = await readFile(path);
      assert.deepEqual(changed.subarray(0, before.length), before, "what stands is left alone");
      assert.equal(
        changed
          .subarray(before.length)
          .toString()
          .match(/; reverses:|,reversal,/g)?.length,
        1,
      );
      assert.equal((await exported(create(path), [exportItem(1, change)])).length, 1);
      assert.deepEqual(await readFile(path), changed);

      await exported(create(path), [exportItem(1)]);
      if (name !== "journal") return;
      const fresh = join(await temporaryDirectory(t), "fresh.journal");
      await exported(createHledgerTarget(fresh), [exportItem(1), exportItem(2)]);
      const [again, once] = await Promise.all([readFile(path, "utf8"), readFile(fresh, "utf8")]);
      assert.deepEqual(checkStructure(again), checkStructure(once), "changed and changed back: as if never");
    });
  }

  test(`a ${name} cut off at any byte of a reversal ends as if it had not been cut`, async (t) => {
    const path = await pathIn(t);
    await exported(create(path), [exportItem(1), exportItem(2)]);
    const before = await readFile(path);
    const change = [exportItem(1, { note: "Dinner" }), exportItem(2, { note: "Tea" })];
    await exported(create(path), change);
    const whole = await readFile(path);
    for (let length = before.length; length < whole.length - 2; length += 7) {
      await writeFile(path, whole.subarray(0, length));
      await exported(create(path), change);
      assert.deepEqual(await readFile(path), whole, `cut at ${length}`);
    }
  });

  test(`a reversal that the disk had no room for is not remembered in the ${name}`, async (t) => {
    const path = await pathIn(t);
    const { disk, faults } = failingDisk();
    const target = create(path, disk);
    await target.check();
    await target.post(exportItem(1));
    const before = await readFile(path);
    faults.room = 100;
    await assert.rejects(target.post(exportItem(1, { note: "Dinner" })), /disk is full/);
    assert.deepEqual(await readFile(path), before);
    assert.equal((await target.find([exportItem(1)])).size, 1);
    faults.room = Infinity;
    await target.post(exportItem(1, { note: "Dinner" }));
    assert.equal((await target.find([exportItem(1, { note: "Dinner" })])).size, 1);
    await target.close();
  });
}

test("a reversal stands on the posting's day while the books are open there, else on the new one's", async (t) => {
  const later = exportItem(1, { date: "2025-06-10T00:00:00Z" });
  const reversedOn = async (closedThrough: string | undefined, item: ExportItem) => {
    const path = await pathIn(t);
    await exported(createHledgerTarget(path), [exportItem(1)]);
    await exported(createHledgerTarget(path), [item], closedThrough === undefined ? {} : { closedThrough });
    return /^(\S+) \(1001\) Reversal/m.exec(await readFile(path, "utf8"))?.[1];
  };
  assert.equal(await reversedOn(undefined, later), "2025-05-22");
  assert.equal(await reversedOn("2025-05-21", later), "2025-05-22");
  assert.equal(await reversedOn("2025-05-31", later), "2025-06-10");
});

test("nothing is booked on a day that is closed: the item fails in the words of readiness, and what stands stays", async (t) => {
  const closed = (error: unknown) => {
    assert.ok(
      error instanceof ItemFailure && error.failureReasonType === "accounting_system_validation_failure",
    );
    assert.equal(
      error.message,
      "The books are closed through 2025-05-31: choose a later date, or reopen the period",
    );
    return true;
  };
  const books = { closedThrough: "2025-05-31" };
  for (const { name, create } of formats) {
    const path = await pathIn(t);
    await exported(create(path), [exportItem(1)]);
    const before = await readFile(path);
    await assert.rejects(exported(create(path), [exportItem(2)], books), closed, name);
    await assert.rejects(exported(create(path), [exportItem(1, { note: "Dinner" })], books), closed, name);
    assert.deepEqual(await exported(create(path), [exportItem(1)], books), [entryId(1)]);
    assert.deepEqual(await readFile(path), before);
  }
});

test("the posting that stands is taken back, also as a person has moved it; what can't be read fails the item", async (t) => {
  const path = await pathIn(t);
  await exported(createHledgerTarget(path), [exportItem(1), exportItem(2)]);
  const journal = await readFile(path, "utf8");
  await writeFile(
    path,
    journal.replace("    expenses:7010 Meals  EUR 12.34", "    expenses:elsewhere  EUR 12.34"),
  );
  await appendFile(path, "account expenses:elsewhere\n");
  assert.deepEqual(await exported(createHledgerTarget(path), [exportItem(1), exportItem(2)]), [entryId(2)]);
  assert.equal(checkStructure(await readFile(path, "utf8")).get("expenses:elsewhere/EUR"), undefined);

  const elided = (await readFile(path, "utf8")).replaceAll(
    "    assets:1361 Wallet EUR  EUR -12.34",
    "    assets:1361 Wallet EUR",
  );
  await writeFile(path, elided);
  await assert.rejects(exported(createHledgerTarget(path), [exportItem(1)]), (error) => {
    assert.ok(
      error instanceof ItemFailure && error.failureReasonType === "accounting_system_validation_failure",
    );
    assert.match(error.message, /changed by hand: assets:1361 Wallet EUR\. Correct or remove it/);
    return true;
  });
  assert.equal(await readFile(path, "utf8"), elided);
});

test("an exchange difference is booked with the entry that settles, mended after a crash, and taken back with it", async (t) => {
  const path = await pathIn(t);
  const invoice = invoiceItem(1, "invoice", 12000);
  const payment = invoiceItem(2, "invoice_payment", 12250);
  await exported(createHledgerTarget(path), [invoice, payment]);
  const whole = await readFile(path, "utf8");
  const difference = "expenses:exchange losses/EUR";
  assert.equal(checkStructure(whole).get(difference), 25_000n);

  const without = whole.replace(/\n\S+ \(\d+\) Exchange difference[^]*?\n\n/, "\n");
  assert.equal(checkStructure(without).get(difference), undefined);
  await writeFile(path, without);
  assert.deepEqual(await exported(createHledgerTarget(path), [invoice, payment]), []);
  assert.equal(checkStructure(await readFile(path, "utf8")).get(difference), 25_000n);

  await exported(createHledgerTarget(path), [invoiceItem(2, "invoice_payment", 12100)]);
  const corrected = checkStructure(await readFile(path, "utf8"));
  assert.equal(corrected.get(difference), 10_000n);
  assert.equal(
    [...corrected.keys()].find((name) => name.includes("payable")),
    undefined,
  );
  if (!hasProgram(t, "hledger")) return;
  onJournal("hledger", path, "check", "--strict");
  assert.deepEqual(hledgerBalances(path), corrected);
});

function invoiceItem(number: number, type: string, eur: number): ExportItem {
  const amount = pair({ currency: "USD", value: 13200 }, { currency: "EUR", value: eur });
  const item = exportItem(number, { type, amount });
  const invoiceInformation = {
    invoiceDate: "2025-05-01",
    invoiceNumber: "7",
    status: "scheduled" as const,
    dueDate: null,
    paymentDate: null,
    supplierBankAccount: null,
  };
  return { ...item, additionalInformation: { ...item.additionalInformation, invoiceInformation } };
}
