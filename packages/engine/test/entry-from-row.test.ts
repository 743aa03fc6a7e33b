import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { entryFromRow } from "../src/entries/entry-from-row.ts";
import type { EntryRow } from "../src/entries/model.ts";
import { minorFromWire } from "../src/money/minor.ts";
import { renderTemplate } from "../src/rendering/render.ts";
import { entryRows, euroLine, plainRow, recordId, testBook } from "./support/entry-rows.ts";

const COMPANY = { id: recordId(0, 1), bookkeepingMethod: "journal" as const };
const ENTRY = recordId(0, 2);
const CONTEXT = {
  publicUrl: "https://lp.example",
  book: testBook,
  vendorBased: true,
  withContraAccount: true,
  files: new Map<string, string>(),
  settled: new Map<string, string>(),
};

interface Money {
  currency: string;
  value: number;
}
interface Amount {
  inSupplierCurrency: Money;
  inWalletCurrency: Money;
}
interface Line {
  accountingEntryLineId: string;
  lineAmount: Amount;
  netAmount: Amount;
  account: unknown;
  tags: unknown[] | null;
  tax: { rate: number; type: string; amount: Amount } | null;
}
type Item = Record<string, unknown> & { amount: Amount; accountingEntryLines: Line[] };

const prepare = (row: EntryRow) => entryFromRow(row, COMPANY, testBook, { id: ENTRY, reconciliationId: "1" });
const render = (row: EntryRow): Item => JSON.parse(renderTemplate(prepare(row).template, CONTEXT)) as Item;
const eur = (value: number): Amount => ({
  inSupplierCurrency: { currency: "EUR", value },
  inWalletCurrency: { currency: "EUR", value },
});
const sum = (amounts: Money[]): bigint =>
  amounts.reduce((total, { value }) => total + minorFromWire(value), 0n);

function assertRefused(changes: Partial<EntryRow>, code: string, param: string): void {
  assert.throws(
    () => prepare(plainRow(changes)),
    (error: Error & { code?: string; param?: string }) => {
      assert.deepEqual([error.code, error.param], [code, param], error.message);
      return true;
    },
  );
}

test("any valid row becomes an export item that parses, with its amounts unchanged and its texts intact", () => {
  fc.assert(
    fc.property(entryRows, (row) => {
      const item = render(row);
      assert.deepEqual(item.amount.inWalletCurrency, row.amount.inWalletCurrency);
      assert.deepEqual(
        item.amount.inSupplierCurrency,
        row.amount.inSupplierCurrency ?? row.amount.inWalletCurrency,
      );
      row.lines?.forEach((line, at) => {
        const own = item.accountingEntryLines[at];
        assert.deepEqual(own?.lineAmount.inWalletCurrency, line.amount?.inWalletCurrency);
        if (line.amount?.inSupplierCurrency) {
          assert.deepEqual(own?.lineAmount.inSupplierCurrency, line.amount.inSupplierCurrency);
        }
      });
      assert.equal(item.note, row.note ?? null);
      assert.equal(item.date, `${row.date}T00:00:00Z`);
      if (row.supplier?.name) assert.equal((item.supplier as { name: string }).name, row.supplier.name);
    }),
    { numRuns: 500 },
  );
});

test("the lines of any valid row sum to the amount in both currencies, and an inclusive tax and its net to the line", () => {
  fc.assert(
    fc.property(entryRows, (row) => {
      const item = render(row);
      for (const currency of ["inWalletCurrency", "inSupplierCurrency"] as const) {
        assert.equal(
          sum(item.accountingEntryLines.map((line) => line.lineAmount[currency])),
          minorFromWire(item.amount[currency].value),
        );
        for (const { lineAmount, netAmount, tax } of item.accountingEntryLines) {
          if (tax?.type !== "inclusive") continue;
          assert.equal(
            sum([netAmount[currency], tax.amount[currency]]),
            minorFromWire(lineAmount[currency].value),
          );
        }
      }
    }),
    { numRuns: 500 },
  );
});

test("the kept row says what the row said, so that reading it again makes the same entry", () => {
  fc.assert(
    fc.property(entryRows, (row) => {
      const first = prepare(row);
      const again = prepare(JSON.parse(first.source) as EntryRow);
      assert.deepEqual(again, first);
    }),
  );
});

test("a row that says little gets every default, and every member is there", () => {
  const item = render(plainRow());
  assert.deepEqual(item, {
    _links: {
      web: { exportItem: `https://lp.example/platform/v1/entries/${ENTRY}` },
      mobile: { exportItem: `https://lp.example/platform/v1/entries/${ENTRY}` },
      api: {
        exportItem: `https://lp.example/v3/export-job-items?company_id=${COMPANY.id}&accounting_entry_id=${ENTRY}`,
      },
    },
    accountingEntryId: ENTRY,
    accountingEntryLines: [
      {
        accountingEntryLineId: item.accountingEntryLines[0]?.accountingEntryLineId,
        lineAmount: eur(12000),
        netAmount: eur(12000),
        account: null,
        tags: null,
        tax: null,
      },
    ],
    additionalInformation: {
      reconciliationId: "1",
      attendees: null,
      reconciledEntries: null,
      invoiceInformation: null,
    },
    amount: eur(12000),
    bookkeeping: { method: "journal" },
    companyId: COMPANY.id,
    contraAccount: { id: recordId(6, 0), name: "Wallet", code: "1361", identifier: null },
    date: "2025-05-22T00:00:00Z",
    files: null,
    note: null,
    servicePeriod: null,
    subType: null,
    supplier: null,
    team: null,
    type: "card_purchase",
    user: null,
    vendor: null,
  });
});

test("codes are shown as the records they stand for, and a line's tax is computed", () => {
  const item = render(
    plainRow({
      lines: [
        euroLine(6000, {
          accountCode: "7010",
          taxCode: "V20",
          tags: [
            { groupCode: "office", code: "BER" },
            { groupCode: "project", code: "BER" },
          ],
        }),
        euroLine(6000, { taxCode: "X25" }),
      ],
      employeeCode: "E17",
      teamCode: "S1",
    }),
  );
  const [inclusive, exclusive] = item.accountingEntryLines;
  assert.deepEqual(inclusive?.account, { id: recordId(1, 0), name: "7010", code: "7010", identifier: null });
  assert.deepEqual(inclusive.netAmount, eur(5000));
  assert.deepEqual(inclusive.tax, {
    id: recordId(2, 0),
    code: "V20",
    rate: 0.2,
    type: "inclusive",
    amount: eur(1000),
  });
  assert.deepEqual(inclusive.tags, [
    { id: recordId(3, 0), code: "BER", groupCode: "office" },
    { id: recordId(3, 1), code: "BER", groupCode: "project" },
  ]);
  assert.deepEqual(exclusive?.netAmount, eur(6000));
  assert.deepEqual(exclusive.tax?.amount, eur(1500));
  assert.deepEqual(item.user, { id: recordId(5, 0), name: "E17", code: "E17" });
  assert.deepEqual(item.team, { id: recordId(4, 0), name: "S1", code: "S1" });
});

test("a member that breaks a rule is refused by name", () => {
  assertRefused({ subType: "interest" }, "BAD_REQUEST", "subType");
  assertRefused({ type: "fee", subType: "invoice_payment_sent" }, "BAD_REQUEST", "subType");
  assertRefused({ date: "2025-02-29" }, "BAD_REQUEST", "date");
  assertRefused({ date: "2025-13-01" }, "BAD_REQUEST", "date");
  assertRefused({ date: "2025-05-00" }, "BAD_REQUEST", "date");
  assertRefused(
    { servicePeriod: { from: "2025-05-02", to: "2025-05-01" } },
    "BAD_REQUEST",
    "servicePeriod.to",
  );
  assertRefused({ reconciledEntries: [ENTRY] }, "BAD_REQUEST", "reconciledEntries");
  assertRefused({ type: "mileage", vendorCode: "V1" }, "BAD_REQUEST", "vendorCode");
  assertRefused({ type: "mileage", bookkeepingMethod: "journal" }, "BAD_REQUEST", "bookkeepingMethod");
  assertRefused({ employeeCode: "nobody" }, "UNKNOWN_REFERENCE", "employeeCode");
  assertRefused({ teamCode: "none" }, "UNKNOWN_REFERENCE", "teamCode");
  assertRefused(
    { type: "wallet_topup", lines: [euroLine(12000, { accountCode: "*****" })] },
    "UNKNOWN_REFERENCE",
    "lines[0].accountCode",
  );
  assertRefused(
    { lines: [euroLine(6000), euroLine(6000, { taxCode: "?" })] },
    "UNKNOWN_REFERENCE",
    "lines[1].taxCode",
  );
  const tags = [
    { groupCode: "office", code: "BER" },
    { groupCode: "city", code: "BER" },
  ];
  assertRefused({ lines: [euroLine(12000, { tags })] }, "UNKNOWN_REFERENCE", "lines[0].tags[1]");
  const amount = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });
  assertRefused({ amount: amount(1.001) }, "BAD_REQUEST", "amount.inWalletCurrency.value");
  assertRefused({ amount: amount(2 ** 53) }, "BAD_REQUEST", "amount.inWalletCurrency.value");
  const foreign = { amount: { inWalletCurrency: { currency: "SEK", value: 12000 } } };
  assertRefused({ lines: [foreign] }, "BAD_REQUEST", "lines[0].amount.inWalletCurrency.currency");
  const twice = [euroLine(6000, { id: ENTRY }), euroLine(6000, { id: ENTRY })];
  assertRefused({ lines: twice }, "BAD_REQUEST", "lines[1].id");
});

test("line ids are the same at every import, differ within an entry, and keep to the given ones", () => {
  const ids = (lines: EntryRow["lines"]): string[] =>
    render(plainRow({ lines })).accountingEntryLines.map((line) => line.accountingEntryLineId);
  const [one = "", two = ""] = ids([euroLine(6000), euroLine(6000)]);
  assert.deepEqual(ids([euroLine(5000), euroLine(7000)]), [one, two]);
  assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(one, two);
  // The first line's own id, given back on the second: the new first line gets another.
  const moved = ids([euroLine(6000), euroLine(6000, { id: one })]);
  assert.equal(moved[1], one);
  assert.equal(new Set(moved).size, 2);
});

test("a type that can't carry a vendor is booked by no method, the others as the company's", () => {
  assert.equal(prepare(plainRow({ type: "atm_withdrawal" })).bookkeepingMethod, "none");
  assert.equal(prepare(plainRow()).bookkeepingMethod, "journal");
  assert.equal(
    prepare(plainRow({ bookkeepingMethod: "accounts_payable" })).bookkeepingMethod,
    "accounts_payable",
  );
});
