import type { ExportItem, Tax } from "@ledgerport/sdk";
import fc from "fast-check";
import { moneyOf } from "../../src/money/amount.ts";
import { entryId, exportItem, line, pair } from "./items.ts";

/** Pieces of text that mean something to a journal, a spreadsheet or a terminal. */
const SNIPPETS = [
  ";",
  " ; ",
  "|",
  "  ",
  "\t",
  "\n",
  "\r\n",
  "\0",
  "\u0085",
  "\u00a0 ",
  "\u2028",
  "\u200b",
  "\u202e",
  "\ufeff",
  "\ud800",
  "\udc00",
  "%3B",
  "%",
  ":",
  "::",
  "(",
  ")",
  "[",
  "]",
  "[2017/99/99]",
  "[=2017-01-01]",
  "{",
  "}",
  '"',
  "'",
  "=",
  "=1+1",
  "+",
  "-",
  "@",
  "@@",
  "*",
  "!",
  "~",
  "#",
  ",",
  "entry-id: 0197a3c2-7000-7b00-8c00-00000000ffff",
  ", entry-id: 0197a3c2-7000-7b00-8c00-00000000ffff",
  "date:2017-99-99",
  "; ledgerport end",
  "\n; ledgerport batch\n",
  "include /etc/passwd",
  "2017-01-01 x",
  "EUR 5",
  "é",
  "日本",
  "🧾",
  "👩‍👩‍👧",
  "a",
  "B1",
  " ",
];

/** Text of people, harmless and hostile. */
export const text = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...SNIPPETS) },
      fc.string({ unit: "binary", maxLength: 6 }),
    ),
    {
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(""));

const currency = fc.oneof(
  fc.constantFrom("EUR", "GBP", "JPY", "KWD", "CLF", "USD"),
  fc.string({ unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")), minLength: 3, maxLength: 3 }),
);

/** Ten-thousandths of the unit: small, large, negative, zero. */
const amount = fc.oneof(
  fc.bigInt({ min: -100_000n, max: 100_000n }).map((hundredths) => hundredths * 100n),
  fc.bigInt({ min: -100_000_000_000_000n, max: 100_000_000_000_000n }),
);

const account = fc
  .record({ id: fc.constant(entryId(1)), name: text, code: fc.option(text), identifier: fc.option(text) })
  .map((record) => ({ ...record, name: `${record.name}x` }));

const TYPES = [
  "card_purchase",
  "card_invoice",
  "invoice",
  "invoice_payment",
  "out_of_pocket",
  "mileage",
  "per_diem",
  "direct_reimbursement",
  "external_reimbursement",
  "refund",
  "chargeback",
  "cashback",
  "atm_withdrawal",
  "wallet_topup",
  "wallet_unload",
  "personal_spend",
  "fee",
] as const;

const lineParts = fc.record({
  wallet: amount,
  supplier: amount,
  net: fc.record({ wallet: amount, supplier: amount }),
  tax: fc.constantFrom(undefined, "inclusive", "exclusive", "reverse"),
  taxCode: fc.option(text),
  taxAccount: fc.option(text.map((code) => `${code}x`)),
  account,
  tags: fc.option(fc.array(fc.record({ id: text, code: text, groupCode: text }), { maxLength: 3 })),
});

/** An item that is complete and adds up; `number` makes its id. */
export function arbitraryItem(number: number): fc.Arbitrary<ExportItem> {
  return fc
    .record({
      type: fc.constantFrom(...TYPES),
      walletCurrency: currency,
      foreign: fc.option(currency),
      lines: fc.array(lineParts, { minLength: 1, maxLength: 4 }),
      contraAccount: account,
      note: fc.option(text),
      supplier: fc.option(text),
      person: fc.option(text),
      reconciliationId: text,
      attendees: fc.option(fc.array(text, { maxLength: 3 })),
      day: fc.date({ min: new Date("1999-12-31"), max: new Date("2098-01-01"), noInvalidDate: true }),
    })
    .map((parts) => {
      const { walletCurrency } = parts;
      const foreign = parts.foreign ?? walletCurrency;
      const money = (wallet: bigint, supplier: bigint) =>
        pair(moneyOf(parts.foreign === null ? wallet : supplier, foreign), moneyOf(wallet, walletCurrency));
      const sum = (of: (part: (typeof parts.lines)[0]) => bigint) =>
        parts.lines.reduce((total, part) => total + of(part), 0n);
      const total = money(
        sum((part) => part.wallet),
        sum((part) => part.supplier),
      );
      const named = (name: string | null) => (name === null ? null : { id: entryId(2), name, code: null });
      return exportItem(number, {
        type: parts.type,
        amount: total,
        accountingEntryLines: parts.lines.map((part) => {
          const tax: Tax | null =
            part.tax === undefined
              ? null
              : {
                  id: entryId(3),
                  code: part.taxCode,
                  rate: 0.2,
                  type: part.tax,
                  amount: money(part.wallet - part.net.wallet, part.supplier - part.net.supplier),
                  ...(part.taxAccount !== null && {
                    ingoingTaxAccount: part.taxAccount,
                    outgoingTaxAccount: part.taxAccount,
                  }),
                };
          return line(money(part.wallet, part.supplier), {
            netAmount:
              part.tax === "inclusive"
                ? money(part.net.wallet, part.net.supplier)
                : money(part.wallet, part.supplier),
            account: part.account,
            tags: part.tags,
            tax,
          });
        }),
        contraAccount: parts.contraAccount,
        note: parts.note,
        supplier: parts.supplier === null ? null : { ...NO_SUPPLIER, name: parts.supplier },
        team: named(parts.person),
        user: named(parts.person),
        additionalInformation: {
          reconciliationId: parts.reconciliationId,
          attendees: parts.attendees,
          reconciledEntries: null,
          invoiceInformation: null,
        },
        date: parts.day.toISOString(),
      });
    });
}

/** Some items with different ids. */
export function arbitraryItems(count: number): fc.Arbitrary<ExportItem[]> {
  return fc.tuple(...Array.from({ length: count }, (_, index) => arbitraryItem(index + 1)));
}

const NO_SUPPLIER = {
  name: null,
  code: null,
  account: null,
  taxIdentifier: null,
  categoryCode: null,
  country: null,
};
