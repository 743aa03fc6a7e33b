import { arbitraryEntryRows } from "@ledgerport/testkit";
import fc from "fast-check";
import type { EntryRow, LineRow } from "../../src/entries/model.ts";
import { type ReferenceBook, tagKey } from "../../src/reference/model.ts";

/** The id of the nth record of the test book, different in kind and number. */
export const recordId = (kind: number, number: number): string =>
  `0000000${kind}-0000-7000-8000-${String(number).padStart(12, "0")}`;

const named = (kind: number, codes: readonly string[], more: { identifier?: null } = {}) => ({
  byCode: new Map(codes.map((code, at) => [code, recordId(kind, at)])),
  json: new Map(
    codes.map((code, at) => [
      recordId(kind, at),
      JSON.stringify({ id: recordId(kind, at), name: code, code, ...more }),
    ]),
  ),
});

const TAXES = [
  { code: "V20", rate: 0.2, type: "inclusive" },
  { code: "V10", rate: 0.1, type: "inclusive" },
  { code: "V7", rate: 0.077, type: "inclusive" },
  { code: "X25", rate: 0.25, type: "exclusive" },
  { code: "R21", rate: 0.21, type: "reverse" },
  { code: "Z", rate: 0, type: "inclusive" },
] as const;

/** Reference data with a few records of each kind. */
export const testBook: ReferenceBook = {
  version: "1",
  accounts: named(1, ["7010", 'A "quoted" account'], { identifier: null }),
  taxCodes: {
    byCode: new Map(TAXES.map(({ code }, at) => [code, recordId(2, at)])),
    json: new Map(TAXES.map((tax, at) => [recordId(2, at), JSON.stringify({ id: recordId(2, at), ...tax })])),
    rates: new Map(TAXES.map(({ rate, type }, at) => [recordId(2, at), { rate, type }])),
  },
  tags: {
    byCode: new Map([
      [tagKey("office", "BER"), recordId(3, 0)],
      [tagKey("project", "BER"), recordId(3, 1)],
    ]),
    json: new Map([
      [recordId(3, 0), JSON.stringify({ id: recordId(3, 0), code: "BER", groupCode: "office" })],
      [recordId(3, 1), JSON.stringify({ id: recordId(3, 1), code: "BER", groupCode: "project" })],
    ]),
  },
  teams: named(4, ["S1"]),
  employees: named(5, ["E17"]),
  vendors: new Map(),
  contraAccounts: new Map([
    ["EUR", JSON.stringify({ id: recordId(6, 0), name: "Wallet", code: "1361", identifier: null })],
  ]),
};

/** A row that says as little as a row may: a card purchase of 120.00 EUR. */
export function plainRow(changes: Partial<EntryRow> = {}): EntryRow {
  return {
    externalRef: "card-1",
    type: "card_purchase",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "EUR", value: 12000 } },
    ...changes,
  };
}

/** A line of so many hundredths of a euro. */
export function euroLine(value: number, changes: Partial<LineRow> = {}): LineRow {
  return { amount: { inWalletCurrency: { currency: "EUR", value } }, ...changes };
}

/** Any valid row of an import; what it refers to is in the test book. */
export const entryRows: fc.Arbitrary<EntryRow> = fc
  .record({
    row: arbitraryEntryRows({
      codes: {
        accountCodes: ["7010", 'A "quoted" account'],
        taxCodes: TAXES.map(({ code }) => code),
        taxCodesOnTop: ["X25", "R21"],
        tags: [
          { groupCode: "office", code: "BER" },
          { groupCode: "project", code: "BER" },
        ],
        employeeCodes: ["E17"],
        teamCodes: ["S1"],
      },
      walletCurrencies: ["EUR", "JPY", "KWD"],
    }),
    withVendor: fc.boolean(),
  })
  .map(({ row, withVendor }) =>
    withVendor && row.type === "card_purchase" ? { ...row, vendorCode: 'V"1\u0001' } : row,
  );
