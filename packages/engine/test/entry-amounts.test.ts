import assert from "node:assert/strict";
import { test } from "node:test";
import { entryFromRow } from "../src/entries/entry-from-row.ts";
import type { EntryRow } from "../src/entries/model.ts";
import { renderTemplate } from "../src/rendering/render.ts";
import { euroLine, plainRow, recordId, testBook } from "./support/entry-rows.ts";

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

function assertRefused(changes: Partial<EntryRow>, code: string, param: string): void {
  assert.throws(
    () => prepare(plainRow(changes)),
    (error: Error & { code?: string; param?: string }) => {
      assert.deepEqual([error.code, error.param], [code, param], error.message);
      return true;
    },
  );
}

test("a foreign amount is shared out over the lines by their wallet amounts, to the last hundredth", () => {
  const third = () => euroLine(3333);
  const item = render(
    plainRow({
      amount: {
        inWalletCurrency: { currency: "EUR", value: 9999 },
        inSupplierCurrency: { currency: "USD", value: 10000 },
      },
      lines: [third(), third(), third()],
    }),
  );
  const shares = item.accountingEntryLines.map((line) => line.lineAmount.inSupplierCurrency.value);
  assert.deepEqual(shares, [3333, 3334, 3333]);
});

test("a given net amount is kept, and the tax is the rest", () => {
  const net = { inWalletCurrency: { currency: "EUR", value: 10_100 } };
  const [line] = render(
    plainRow({ lines: [euroLine(12000, { taxCode: "V20", netAmount: net })] }),
  ).accountingEntryLines;
  assert.deepEqual(line?.netAmount, eur(10_100));
  assert.deepEqual(line.tax?.amount, eur(1900));
});

test("lines that miss the amount by the smallest step are refused", () => {
  const dinars = (value: number) => ({ amount: { inWalletCurrency: { currency: "KWD", value } } });
  const finest = (value: number) => plainRow({ ...dinars(12000), lines: [dinars(value), dinars(6000)] });
  assert.throws(() => prepare(finest(5999.9)), { code: "LINES_DO_NOT_ADD_UP", param: "lines" });
  assert.throws(() => prepare(finest(6000.1)), { code: "LINES_DO_NOT_ADD_UP" });
  prepare(finest(6000));
  const usd = (value: number) => ({
    inWalletCurrency: { currency: "EUR", value: 6000 },
    inSupplierCurrency: { currency: "USD", value },
  });
  const amount = { ...plainRow().amount, inSupplierCurrency: { currency: "USD", value: 13000 } };
  assert.throws(() => prepare(plainRow({ amount, lines: [{ amount: usd(6500) }, { amount: usd(6499) }] })), {
    code: "LINES_DO_NOT_ADD_UP",
  });
  prepare(plainRow({ amount, lines: [{ amount: usd(6500) }, { amount: usd(6500) }] }));
  prepare(plainRow({ amount, lines: [{ amount: usd(100) }, euroLine(6000)] }));
});

test("tax is rounded to the currency's smallest amount: none of JPY, thousandths of KWD", () => {
  const taxed = (currency: string, value: number, taxCode: string) => {
    const amount = { inWalletCurrency: { currency, value } };
    const [line] = render(plainRow({ amount, lines: [{ taxCode }] })).accountingEntryLines;
    return [line?.netAmount.inWalletCurrency.value, line?.tax?.amount.inWalletCurrency.value];
  };
  assert.deepEqual(taxed("JPY", 50000, "V10"), [45500, 4500]);
  assert.deepEqual(taxed("KWD", 120, "V10"), [109.1, 10.9]);
  assert.deepEqual(taxed("EUR", 12000, "V10"), [10909, 1091]);
  assert.deepEqual(taxed("JPY", 50300, "X25"), [50300, 12600]);
  assert.deepEqual(taxed("CLF", 1.23, "V10"), [1.12, 0.11]);
});

test("a foreign amount is shared and taxed in its own currency's smallest amounts", () => {
  const item = render(
    plainRow({
      amount: {
        inWalletCurrency: { currency: "EUR", value: 300 },
        inSupplierCurrency: { currency: "JPY", value: 50000 },
      },
      lines: [euroLine(100, { taxCode: "V10" }), euroLine(200)],
    }),
  );
  const [first, second] = item.accountingEntryLines;
  assert.deepEqual(
    [first?.lineAmount.inSupplierCurrency.value, second?.lineAmount.inSupplierCurrency.value],
    [16700, 33300],
  );
  assert.deepEqual(
    [first?.netAmount.inSupplierCurrency.value, first?.tax?.amount.inSupplierCurrency.value],
    [15200, 1500],
  );
});

test("an amount finer than its currency has, or in no currency, is refused by name with the figures", () => {
  const money = (currency: string, value: number) => ({ inWalletCurrency: { currency, value } });
  const refusal = (changes: Partial<EntryRow>): string => {
    try {
      prepare(plainRow(changes));
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "taken";
  };
  const finer = "is finer than the currency's smallest amount,";
  assert.equal(
    refusal({ amount: money("JPY", 50050) }),
    `amount.inWalletCurrency.value: 500.50 JPY ${finer} 1.00 JPY`,
  );
  assert.equal(
    refusal({ amount: money("EUR", 1234.5) }),
    `amount.inWalletCurrency.value: 12.345 EUR ${finer} 0.01 EUR`,
  );
  assert.equal(refusal({ amount: money("KWD", 123.4) }), "taken");
  assert.match(
    refusal({ amount: money("KWD", 123.45) }),
    /^amount.inWalletCurrency.value: 1.2345 KWD is finer/,
  );
  for (const currency of ["XYZ", "XXX", "XTS", "DEM"]) {
    assert.equal(
      refusal({ amount: money(currency, 100) }),
      `amount.inWalletCurrency.currency: there is no currency ${currency} (ISO 4217)`,
    );
  }
  // Usual in shops without decimals, but not in books; newer than the list; withdrawn.
  for (const currency of ["HUF", "IQD", "TWD", "LAK", "XCG", "HRK"]) {
    assert.equal(refusal({ amount: money(currency, 101) }), "taken", currency);
  }
  for (const currency of ["JPY", "ISK", "CLP", "UGX", "VND"]) {
    assert.match(refusal({ amount: money(currency, 101) }), /finer/, currency);
  }
  const { amount } = plainRow();
  assertRefused(
    { amount: { ...amount, inSupplierCurrency: { currency: "JPY", value: 1 } } },
    "BAD_REQUEST",
    "amount.inSupplierCurrency.value",
  );
  assertRefused(
    { lines: [euroLine(11999.5), euroLine(0.5)] },
    "BAD_REQUEST",
    "lines[0].amount.inWalletCurrency.value",
  );
  assertRefused(
    { lines: [euroLine(12000, { netAmount: { inWalletCurrency: { currency: "EUR", value: 0.5 } } })] },
    "BAD_REQUEST",
    "lines[0].netAmount.inWalletCurrency.value",
  );
});

test("a net that differs is refused with both figures where the tax is no part of the amount", () => {
  const net = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });
  const withNet = (taxCode: string, value: number) =>
    plainRow({ lines: [euroLine(12000, { taxCode, netAmount: net(value) })] });
  for (const [taxCode, type] of [
    ["X25", "exclusive"],
    ["R21", "reverse"],
  ] as const) {
    assert.throws(() => prepare(withNet(taxCode, 11000)), {
      code: "BAD_REQUEST",
      param: "lines[0].netAmount",
      message: `lines[0].netAmount: 110.00 EUR differs from the line's amount, 120.00 EUR, but the tax is ${type}, so no part of it`,
    });
    prepare(withNet(taxCode, 12000));
  }
  const foreign = plainRow({
    amount: { ...plainRow().amount, inSupplierCurrency: { currency: "USD", value: 13000 } },
    lines: [
      { taxCode: "X25", netAmount: { ...net(12000), inSupplierCurrency: { currency: "USD", value: 1 } } },
    ],
  });
  assert.throws(() => prepare(foreign), /0\.01 USD differs from the line's amount, 130\.00 USD/);
});

test("an only line without an amount has the entry's; of several each needs one", () => {
  const amount = {
    inWalletCurrency: { currency: "EUR", value: 12000 },
    inSupplierCurrency: { currency: "USD", value: 13560 },
  };
  const [line] = render(
    plainRow({ amount, lines: [{ accountCode: "7010", amount: null }] }),
  ).accountingEntryLines;
  assert.deepEqual(line?.lineAmount, amount);
  assertRefused({ lines: [euroLine(12000), { accountCode: "7010" }] }, "BAD_REQUEST", "lines[1].amount");
});

test("lines that cancel out can't be given a foreign amount by proportion", () => {
  const amount = {
    inWalletCurrency: { currency: "EUR", value: 0 },
    inSupplierCurrency: { currency: "USD", value: 5 },
  };
  assertRefused({ amount, lines: [euroLine(100), euroLine(-100)] }, "BAD_REQUEST", "lines");
});
