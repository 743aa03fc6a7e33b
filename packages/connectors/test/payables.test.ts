import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { ExportItem } from "@ledgerport/sdk";
import fc from "fast-check";
import { ItemFailure, TargetError, createCsvTarget, createHledgerTarget } from "../src/index.ts";
import { type Creditor, creditorOf } from "../src/creditors/creditor.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { hasProgram, onJournal } from "./support/hledger.ts";
import { both, exportItem, pair } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";

const NORD: Creditor = {
  code: "70001",
  name: "Nord AG",
  externalId: "erp-1",
  account: "DE99",
  taxIdentifier: "T1",
};
const SUD: Creditor = {
  code: "70002",
  name: "Süd KG",
  externalId: "70001",
  account: "70001",
  taxIdentifier: "DE99",
};

function vendor(members: Partial<NonNullable<ExportItem["vendor"]>>) {
  return { id: "0197a3c2-7000-7b00-8c00-0000000000aa", name: "Nord AG", defaultCurrency: "EUR", ...members };
}

function supplier(members: Partial<NonNullable<ExportItem["supplier"]>>) {
  const none = {
    name: null,
    code: null,
    account: null,
    taxIdentifier: null,
    categoryCode: null,
    country: null,
  };
  return { ...none, ...members };
}

/** An item booked as accounts payable. */
function payable(number: number, changes: Partial<ExportItem> = {}): ExportItem {
  const owed = { bookkeeping: { method: "accounts_payable" as const }, vendor: vendor({ code: "70001" }) };
  return exportItem(number, { ...owed, ...changes });
}

async function journalIn(t: TestContext): Promise<string> {
  return join(await temporaryDirectory(t), "books 2025.journal");
}

async function post(path: string, items: readonly ExportItem[]): Promise<PromiseSettledResult<unknown>[]> {
  const target = createHledgerTarget(path);
  try {
    await target.check();
    return await Promise.allSettled(items.map((item) => target.post(item)));
  } finally {
    await target.close();
  }
}

function failureOf(outcome: PromiseSettledResult<unknown> | undefined): ItemFailure {
  assert.ok(outcome?.status === "rejected" && outcome.reason instanceof ItemFailure);
  return outcome.reason;
}

test("a vendor's creditor is found by its code before its external id, and never by the supplier", () => {
  const creditors = [SUD, NORD];
  const found = (members: Parameters<typeof vendor>[0]) =>
    creditorOf(payable(1, { vendor: vendor(members), supplier: supplier({ code: "70002" }) }), creditors);
  assert.equal(found({ code: "70001", externalId: "70001" }), NORD, "the code counts first");
  assert.equal(found({ code: "99999", externalId: "70001" }), SUD);
  assert.equal(found({ externalId: "erp-1" }), NORD);
  assert.throws(() => found({ code: "99999" }), { failureReasonType: "vendor_unknown" });
});

test("without a vendor the supplier's code counts before its account, and that before its tax identifier", () => {
  const found = (members: Parameters<typeof supplier>[0]) =>
    creditorOf(payable(1, { vendor: null, supplier: supplier(members) }), [SUD, NORD]);
  assert.equal(found({ code: "70001", account: "70001", taxIdentifier: "DE99" }), NORD);
  assert.equal(found({ code: "none", account: "70001", taxIdentifier: "T1" }), SUD);
  assert.equal(found({ account: "none", taxIdentifier: "T1" }), NORD);
  assert.throws(() => found({ name: "Nord AG" }), { failureReasonType: "vendor_unknown" });
});

test("an entry without a creditor fails alone as vendor_unknown, with what was looked for and what to do", async (t) => {
  const path = await journalIn(t);
  await writeFile(`${path}.creditors.csv`, "code,name\n70001,Nord AG\n");
  const lost = payable(1, { vendor: vendor({ name: "West & Co", code: "79999", externalId: "w-1" }) });
  const [failed, posted] = await post(path, [lost, payable(2)]);
  const { failureReasonType, message } = failureOf(failed);
  assert.equal(failureReasonType, "vendor_unknown");
  assert.match(
    message,
    /no creditor for the vendor West & Co; looked for code 79999, external id w-1\. Add the creditor/,
  );
  assert.equal(posted?.status, "fulfilled");
});

test("a ledger without a list of creditors opens an account for a vendor it can name, and for nobody else", async (t) => {
  const path = await journalIn(t);
  const [named, draft, nobody] = await post(path, [
    payable(1, { vendor: vendor({ name: "Nord; AG", externalId: "erp-1" }), type: "invoice" }),
    payable(2, { vendor: vendor({}) }),
    payable(3, { vendor: null, supplier: supplier({ name: "Cafe", code: "c" }) }),
  ]);
  assert.equal(named?.status, "fulfilled");
  assert.equal(failureOf(draft).failureReasonType, "vendor_unknown");
  assert.equal(failureOf(nobody).failureReasonType, "vendor_unknown");
  assert.match(await readFile(path, "utf8"), / {4}liabilities:payable:erp-1 Nord%3B AG {2}EUR -12\.34\n/);
});

test("an invoice is owed to the vendor, its payment settles it, and the vendor's account shows both", async (t) => {
  const path = await journalIn(t);
  await post(path, [payable(1, { type: "invoice", contraAccount: null })]);
  assert.equal(
    checkStructure(await readFile(path, "utf8")).get("liabilities:payable:70001 Nord AG/EUR"),
    -123400n,
  );
  await post(path, [payable(2, { type: "invoice_payment" })]);
  const books = checkStructure(await readFile(path, "utf8"));
  assert.equal(books.get("liabilities:payable:70001 Nord AG/EUR") ?? 0n, 0n);
  assert.equal(books.get("assets:1361 Wallet EUR/EUR"), -123400n);
  assert.equal(books.get("expenses:7010 Meals/EUR"), 123400n);
});

test("a card invoice is invoiced and paid in one transaction; money back is a credit note and paid back", async (t) => {
  const path = await journalIn(t);
  const foreign = pair({ currency: "USD", value: 1500 }, { currency: "EUR", value: 1234 });
  await post(path, [
    payable(1, { type: "card_invoice", amount: foreign }),
    payable(2, { type: "refund", amount: both(-500) }),
  ]);
  const text = await readFile(path, "utf8");
  assert.ok(
    text.includes(
      [
        "    expenses:7010 Meals  EUR 12.34",
        "    ; original: USD 15.00",
        "    liabilities:payable:70001 Nord AG  EUR -12.34",
        "    ; original: USD -15.00",
        "    ; document: invoice",
        "    liabilities:payable:70001 Nord AG  EUR 12.34",
        "    ; original: USD 15.00",
        "    ; document: payment",
        "    assets:1361 Wallet EUR  EUR -12.34",
        "    ; original: USD -15.00",
      ].join("\n"),
    ),
    text,
  );
  assert.match(
    text,
    /Nord AG {2}EUR 5\.00\n {4}; document: credit note\n.*EUR -5\.00\n {4}; document: payment\n/,
  );
});

test("a card purchase, a fee and cashback need a vendor that is known, and nothing of them is on its account", async (t) => {
  const path = await journalIn(t);
  await writeFile(`${path}.creditors.csv`, "code,name\n70001,Nord AG\n");
  for (const [index, type] of ["card_purchase", "fee", "cashback"].entries()) {
    const [posted, lost] = await post(path, [
      payable(2 * index + 1, { type }),
      payable(2 * index + 2, { type, vendor: vendor({ code: "79999" }) }),
    ]);
    assert.equal(posted?.status, "fulfilled");
    assert.equal(failureOf(lost).failureReasonType, "vendor_unknown");
  }
  const text = await readFile(path, "utf8");
  assert.doesNotMatch(text, /payable|document/);
  assert.equal(text.match(/; vendor: 70001\n/g)?.length, 3);
});

test("journal bookkeeping, and none, are booked without a vendor's account", async (t) => {
  const path = await journalIn(t);
  await post(path, [
    payable(1, { bookkeeping: { method: "journal" } }),
    payable(2, { bookkeeping: { method: "none" } }),
    payable(3, { bookkeeping: null }),
    payable(4, { bookkeeping: { method: "journal" }, vendor: null }),
  ]);
  assert.doesNotMatch(await readFile(path, "utf8"), /payable|document/);
});

test("whatever is booked on vendors' accounts, the journal balances and hledger's strict check passes", async (t) => {
  const path = await journalIn(t);
  const withHledger = hasProgram(t, "hledger");
  const types = fc.constantFrom("card_purchase", "fee", "invoice", "invoice_payment", "refund", "cashback");
  const kinds = fc.record({
    type: types,
    value: fc.integer({ min: -100_000, max: 100_000 }),
    name: fc.string(),
  });
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(kinds, { minLength: 1, maxLength: 20 }), async (entries) => {
      const items = entries.map(({ type, value, name }) =>
        payable((number += 1), { type, amount: both(value), vendor: vendor({ code: "7", name }) }),
      );
      for (const outcome of await post(path, items)) assert.equal(outcome.status, "fulfilled");
      const text = await readFile(path, "utf8");
      checkStructure(text);
      for (const outcome of await post(path, items)) assert.equal(outcome.status, "fulfilled");
      assert.equal(await readFile(path, "utf8"), text, "the same again posts nothing");
      if (withHledger) onJournal("hledger", path, "check", "--strict");
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test("a CSV file names the vendor's account as the other side of an invoice", async (t) => {
  const path = join(await temporaryDirectory(t), "books.csv");
  const target = createCsvTarget(path);
  await target.check();
  await target.post(payable(1, { type: "invoice", contraAccount: null }));
  await target.close();
  assert.match(await readFile(path, "utf8"), /,70001,Nord AG,/);
});

const FAULTS = [
  ["a column that is not known", "code,name,iban\n", /row 1: there is no column iban/],
  ["no names", "code\n1\n", /row 1: the column name is missing/],
  ["a creditor without a code", "code,name\n1,A\n,B\n", /row 3: the code is missing/],
  ["a creditor without a name", "code,name\n1,\n", /row 2: the name is missing/],
  ["a code that stands twice", "code,name\n1,A\n2,B\n1,C\n", /row 4: row 2 has the code 1 already/],
  ["something that is no CSV", 'code,name\n"1,A\n', /is no CSV/],
] as const;
for (const [what, text, message] of FAULTS) {
  test(`a list of creditors with ${what} is refused before anything is posted, naming the row`, async (t) => {
    const path = await journalIn(t);
    await writeFile(`${path}.creditors.csv`, text);
    const refused = await post(path, [payable(1)]).catch((error: unknown) => error);
    assert.ok(refused instanceof TargetError);
    assert.equal(refused.failureReasonType, "invalid_configuration");
    assert.match(refused.message, message);
  });
}
