import type { EntryRow } from "@ledgerport/contract";

const ACCOUNTS = 200;
const TAGS = 50;
const TEAMS = 20;
const EMPLOYEES = 300;
const TAX_CODES = [
  { code: "V20", rate: 0.2, type: "inclusive" },
  { code: "V10", rate: 0.1, type: "inclusive" },
] as const;

/** The reference data of a middling company, as bulk upserts by the last part of their path. */
export const referenceData: Readonly<Record<string, readonly object[]>> = {
  "contra-accounts": [{ currency: "EUR", name: "Company wallet EUR", code: "1361" }],
  accounts: numbered(ACCOUNTS, (number) => ({ code: `A${number}`, name: `Expense account ${number}` })),
  "tax-codes": TAX_CODES,
  "tag-groups": [
    { code: "project", name: "Project", tags: numbered(TAGS, (number) => ({ code: `P${number}` })) },
    { code: "office", name: "Office", tags: numbered(TAGS, (number) => ({ code: `O${number}` })) },
  ],
  teams: numbered(TEAMS, (number) => ({ code: `T${number}`, name: `Team ${number}` })),
  employees: numbered(EMPLOYEES, (number) => ({ code: `E${number}`, name: `Employee ${number}` })),
};

/** Entry number `number`, always the same: every third one of two lines, every fifth bought in another currency. */
export function entryRow(number: number): EntryRow {
  const value = 1000 + ((number * 7919) % 90_000);
  const wallet = (amount: number) => ({ currency: "EUR", value: amount });
  const foreign = number % 5 === 0;
  const first = number % 3 === 0 ? Math.floor(value / 3) : value;
  const amounts = first === value ? [value] : [first, value - first];
  const day = String(1 + (number % 28)).padStart(2, "0");
  return {
    externalRef: `card-2025-${String(number).padStart(8, "0")}`,
    type: "card_purchase",
    date: `2025-05-${day}`,
    amount: {
      inWalletCurrency: wallet(value),
      ...(foreign ? { inSupplierCurrency: { currency: "SEK", value: value * 11 } } : {}),
    },
    note: `Lunch with customer number ${number % 1000}, paid at the counter`,
    lines: amounts.map((amount, index) => ({
      amount: { inWalletCurrency: wallet(amount) },
      accountCode: `A${(number + index) % ACCOUNTS}`,
      taxCode: TAX_CODES[number % TAX_CODES.length]?.code ?? "V20",
      tags: [
        { groupCode: "project", code: `P${number % TAGS}` },
        { groupCode: "office", code: `O${(number * 3) % TAGS}` },
      ],
    })),
    supplier: { name: `Restaurant Nord ${number % 400}`, categoryCode: "5812", country: "DE" },
    employeeCode: `E${number % EMPLOYEES}`,
    teamCode: `T${number % TEAMS}`,
  };
}

/** Rows 0 … `count` - 1 as NDJSON, in pieces of a thousand lines. */
export function ndjsonRows(count: number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < count; start += 1000) {
    const rows = numbered(Math.min(1000, count - start), (number) =>
      JSON.stringify(entryRow(start + number)),
    );
    pieces.push(Buffer.from(`${rows.join("\n")}\n`));
  }
  return pieces;
}

function numbered<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, number) => make(number));
}
