import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { ExportItem } from "@ledgerport/sdk";
import fc from "fast-check";
import { createHledgerTarget, ItemFailure } from "../src/index.ts";
import { arbitraryItems, text } from "./support/arbitrary-items.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, hledgerBalances, onJournal } from "./support/hledger.ts";
import { account, both, entryId, exportItem, line, pair } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";
import { accountPart } from "../src/hledger/escape.ts";

async function journalOf(path: string, items: readonly ExportItem[]): Promise<string> {
  const target = createHledgerTarget(path);
  await target.check();
  await Promise.all(items.map((item) => target.post(item)));
  await target.close();
  return readFile(path, "utf8");
}

async function pathIn(t: TestContext): Promise<string> {
  return join(await temporaryDirectory(t), "books 2025.journal");
}

test("whatever texts, currencies, signs and amounts come in, strict programs accept the journal and read the source's sums", async (t) => {
  const path = await pathIn(t);
  const withHledger = hasProgram(t, "hledger");
  const withLedger = hasProgram(t, "ledger");
  await fc.assert(
    fc.asyncProperty(arbitraryItems(40), async (items) => {
      await rm(path, { force: true });
      const structure = checkStructure(await journalOf(path, items));
      if (withLedger) onJournal("ledger", path, "--pedantic", "balance");
      if (!withHledger) return;
      onJournal("hledger", path, "check", "--strict");
      assert.deepEqual(sorted(hledgerBalances(path)), sorted(structure));
      const ids = onJournal("hledger", path, "tags", "--values", "^entry-id$").trim().split("\n");
      assert.equal(ids.length, items.length);
      assert.deepEqual(new Set(ids), new Set(items.map((item) => item.accountingEntryId)));
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test("the lines' accounts and the other side get exactly the source's amounts", async (t) => {
  const path = await pathIn(t);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), { minLength: 1 }),
      async (amounts) => {
        await rm(path, { force: true });
        const items = amounts.map((amount, index) =>
          exportItem(index + 1, { amount: both(Number(amount), "KWD") }),
        );
        const sum = amounts.reduce((total, amount) => total + amount * 100n, 0n);
        const expected = new Map(
          sum === 0n
            ? []
            : [["expenses:7010 Meals/KWD", sum] as const, ["assets:1361 Wallet EUR/KWD", -sum] as const],
        );
        assert.deepEqual(sorted(checkStructure(await journalOf(path, items))), sorted(expected));
      },
    ),
    { numRuns: 40 },
  );
});

test("an account's name can be read back from the journal, so two names that differ in more than white space never become one", () => {
  const normal = (name: string) =>
    name
      .toWellFormed()
      .replace(/[\s\u0085\u180e]+/gu, " ")
      .trim();
  const readBack = (part: string) => part.replace(/(?:%[0-9A-F]{2})+/g, decodeURIComponent);
  fc.assert(
    fc.property(text, (name) => assert.equal(readBack(accountPart(name)), normal(name))),
    { numRuns: 2000, examples: [["a;b"], ["a%3Bb"], ["%%3B"], ["100%"], ["25%25"]] },
  );
});

test("a foreign amount is booked in the wallet's currency, the supplier's beside it, tax in it on an account of its own", async (t) => {
  const path = await pathIn(t);
  const usd = (value: number, eur: number) =>
    pair({ currency: "USD", value }, { currency: "EUR", value: eur });
  const item = exportItem(1, {
    amount: usd(-12000, -10902),
    type: "refund",
    accountingEntryLines: [
      line(usd(-12000, -10902), {
        netAmount: usd(-10000, -9085),
        tags: [{ id: entryId(9), code: "B41,100", groupCode: "cost object" }],
        tax: { id: entryId(8), code: "V20", rate: 0.2, type: "inclusive", amount: usd(-2000, -1817) },
      }),
    ],
  });
  const journal = await journalOf(path, [item]);
  assert.match(
    journal,
    / {4}expenses:7010 Meals {2}EUR -90\.85\n {4}; original: USD -100\.00\n {4}; tag-cost%20object: B41%2C100\n {4}; tax: V20\n {4}assets:input tax V20 {2}EUR -18\.17\n {4}; original: USD -20\.00\n {4}assets:1361 Wallet EUR {2}EUR 109\.02\n {4}; original: USD 120\.00\n/,
  );
  checkStructure(journal);
});

test("reverse charge books the tax as claimed back and as owed, and the cost stays what was paid", async (t) => {
  const path = await pathIn(t);
  const item = exportItem(1, {
    type: "invoice",
    contraAccount: null,
    accountingEntryLines: [
      line(both(1234), {
        tax: { id: entryId(8), code: "RC", rate: 0.2, type: "reverse", amount: both(247) },
      }),
    ],
  });
  assert.deepEqual(
    sorted(checkStructure(await journalOf(path, [item]))),
    sorted(
      new Map([
        ["expenses:7010 Meals/EUR", 123_400n],
        ["assets:input tax RC/EUR", 24_700n],
        ["liabilities:output tax RC/EUR", -24_700n],
        ["liabilities:payable/EUR", -123_400n],
      ]),
    ),
  );
});

const refused: { name: string; item: ExportItem; type: string; reason: RegExp }[] = [
  {
    name: "a line without an account",
    item: exportItem(1, { accountingEntryLines: [line(both(1234), { account: null })] }),
    type: "account_unknown",
    reason: /^A line has no account: choose one$/,
  },
  {
    name: "a net amount that differs without a tax code",
    item: exportItem(1, { accountingEntryLines: [line(both(1234), { netAmount: both(1000) })] }),
    type: "tax_code_unknown",
    reason: /^Line 1 has no tax code, but the net amount is 10\.00 and the amount 12\.34\./,
  },
  {
    name: "the same of an entry that settles",
    item: exportItem(1, {
      type: "personal_spend",
      accountingEntryLines: [line(both(1234), { netAmount: both(1000) })],
    }),
    type: "tax_code_unknown",
    reason: /^Line 1 has no tax code, but the net amount is 10\.00 and the amount 12\.34\./,
  },
  {
    name: "a net amount that differs in the supplier's currency alone",
    item: exportItem(1, {
      amount: pair({ currency: "JPY", value: 200_000 }, { currency: "EUR", value: 1234 }),
      accountingEntryLines: [
        line(pair({ currency: "JPY", value: 200_000 }, { currency: "EUR", value: 1234 }), {
          netAmount: pair({ currency: "JPY", value: 150_000 }, { currency: "EUR", value: 1234 }),
        }),
      ],
    }),
    type: "tax_code_unknown",
    reason: /^Line 1 has no tax code, but the net amount is 1500 and the amount 2000\./,
  },
  {
    name: "an account with neither code nor name",
    item: exportItem(1, { accountingEntryLines: [line(both(1234), { account: account(" ", "") })] }),
    type: "missing_configuration",
    reason: /neither a code nor a name/,
  },
  {
    name: "a wallet movement without a contra account",
    item: exportItem(1, { contraAccount: null }),
    type: "missing_configuration",
    reason: /no contra account for EUR/,
  },
  {
    name: "lines that do not add up",
    item: exportItem(1, { amount: both(1235), accountingEntryLines: [line(both(1234))] }),
    type: "validation_failure",
    reason: /do not add up/,
  },
  {
    name: "an amount that is not exact",
    item: exportItem(1, { amount: both(12.345) }),
    type: "validation_failure",
    reason: /12\.345 is not an exact amount/,
  },
  {
    name: "an amount beyond 2^53",
    item: exportItem(1, { amount: both(2 ** 53 + 2) }),
    type: "validation_failure",
    reason: /not an exact amount/,
  },
  {
    name: "a currency that is none",
    item: exportItem(1, { amount: both(5, "€") }),
    type: "validation_failure",
    reason: /not a currency code/,
  },
  {
    name: "a type of entry that is not known",
    item: exportItem(1, { type: "barter" }),
    type: "invalid_configuration",
    reason: /type barter/,
  },
];

for (const { name, item, type, reason } of refused) {
  test(`${name} fails that item alone, and says what to do`, async (t) => {
    const path = await pathIn(t);
    const target = createHledgerTarget(path);
    await target.check();
    const results = await Promise.allSettled([target.post(item), target.post(exportItem(2))]);
    await target.close();
    const [first, second] = results;
    assert.ok(first?.status === "rejected" && first.reason instanceof ItemFailure);
    assert.equal(first.reason.failureReasonType, type);
    assert.match(first.reason.message, reason);
    assert.equal(second?.status, "fulfilled");
    checkStructure(await readFile(path, "utf8"));
  });
}

function sorted(balances: Map<string, bigint>): [string, bigint][] {
  return [...balances].sort(([one], [other]) => (one < other ? -1 : 1));
}
