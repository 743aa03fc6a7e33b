import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { AccountRecord, ExportItem, Tax } from "@ledgerport/sdk";
import { createCsvTarget, createHledgerTarget } from "../../src/index.ts";
import { entryId, exportItem, line, pair } from "./items.ts";
import { checkStructure } from "./journal-structure.ts";

/** A row of a table for accountants: entries that are posted one after another, and what comes of it. */
export interface BookedCase {
  name: string;
  entries: ExportItem[];
  /** Ten-thousandths by `account/commodity`; zeros left out. */
  expected: Map<string, bigint>;
}

/** The tables' words for accounts, as a journal names them. */
export const ACCOUNTS: Readonly<Record<string, string>> = {
  meals: "expenses:7010 Meals",
  travel: "expenses:7020 Travel",
  advances: "assets:1200 Advances",
  loans: "liabilities:2000 Loans",
  bonus: "revenues:4100 Bonus",
  "input tax": "assets:1576 Input tax",
  "output tax": "liabilities:1776 Output tax",
  "general input tax": "assets:input tax V20g",
  wallet: "assets:1361 Wallet",
  payable: "liabilities:payable",
  nord: "liabilities:payable:70001 Nord AG",
  robin: "liabilities:employees:E17 Robin Ek",
  outside: "assets:outside wallet",
  cash: "assets:cash",
  transfers: "assets:transfers",
  gains: "revenues:exchange gains",
  losses: "expenses:exchange losses",
};

const CHART: AccountRecord[] = [
  { id: entryId(0x7010), code: "7010", name: "Meals", kind: "expense" },
  { id: entryId(0x7020), code: "7020", name: "Travel", kind: "expense" },
  { id: entryId(0x1200), code: "1200", name: "Advances", kind: "asset" },
  { id: entryId(0x2000), code: "2000", name: "Loans", kind: "liability" },
  { id: entryId(0x4100), code: "4100", name: "Bonus", kind: "revenue" },
  { id: entryId(0x1576), code: "1576", name: "Input tax", kind: "asset" },
  { id: entryId(0x1776), code: "1776", name: "Output tax", kind: "liability" },
];

const WALLET_TYPES = /^(?:out_of_pocket|mileage|per_diem|external_reimbursement|invoice)$/;
const ROBIN = { id: entryId(0xe17), name: "Robin Ek", code: "E17" };
const NORD = { id: entryId(0xaa), name: "Nord AG", defaultCurrency: "EUR", code: "70001" };

/** Posts entries one after another into a new file, as a worker does. */
export async function exportInto(
  kind: "hledger" | "csv",
  path: string,
  entries: readonly ExportItem[],
): Promise<void> {
  const target = { hledger: createHledgerTarget, csv: createCsvTarget }[kind](path);
  try {
    await target.check();
    await target.prepare?.({ accounts: CHART });
    for (const entry of entries) await target.post(entry);
  } finally {
    await target.close();
  }
}

/** What a journal puts on each account, read without any program. */
export async function postingsIn(path: string): Promise<Map<string, bigint>> {
  return checkStructure(await readFile(path, "utf8"));
}

/** The rows of a table: what is `posted` for an entry, or what is `left` of several. */
export function itemsOf(table: string, last: "posted" | "left"): BookedCase[] {
  const [, ...rows] = table
    .trim()
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()));
  return rows.map((cells) => (last === "posted" ? postedCase(cells) : leftCase(cells)));
}

function postedCase([
  type = "",
  method = "",
  amount = "",
  tax = "",
  lines = "",
  posted = "",
]: string[]): BookedCase {
  const money = amounts(amount);
  const parts = lines.split(" + ").map((part) => part.split(" "));
  const accountingEntryLines = parts.map(([code = "-", share]) => {
    const gross = share === undefined ? money : amounts(`${money.inWalletCurrency.currency} ${share}`);
    return { ...line(gross), ...taxOn(gross, tax), account: accountOf(code) };
  });
  const entry = entryOf(1, type, money, { bookkeeping: { method: method as "none" }, accountingEntryLines });
  const name = `${type}, ${method}, ${amount}, tax ${tax}, line ${lines}`;
  return { name, entries: [entry], expected: balancesOf(posted, money.inWalletCurrency.currency) };
}

const WORDS: Readonly<Record<string, string>> = {
  payment: "invoice_payment",
  paid: "invoice_payment",
  reimbursement: "direct_reimbursement",
  outside: "external_reimbursement",
};

function leftCase([story = "", entries = "", left = ""]: string[]): BookedCase {
  const items = entries.split(";").map((text, index) => {
    const [, word = "", amount = "", ids = ""] = /^\s*(\w+) (.*?)((?: #\d+)+)$/.exec(text) ?? [];
    const numbers = ids.trim().replaceAll("#", "").split(" ");
    const type = WORDS[word] ?? word;
    const money = amounts(amount);
    const isInvoice = type.startsWith("invoice");
    const settling = type.endsWith("reimbursement");
    return entryOf(index + 1, type, money, {
      bookkeeping: { method: isInvoice ? "accounts_payable" : "none" },
      accountingEntryLines: [
        { ...line(money), account: accountOf(type === "invoice" || isOwed(type) ? "7010" : "-") },
      ],
      additionalInformation: {
        reconciliationId: isInvoice || settling ? `r${index}` : (numbers[0] ?? ""),
        attendees: null,
        reconciledEntries: settling ? numbers : null,
        invoiceInformation: isInvoice
          ? {
              invoiceDate: "2025-05-01",
              invoiceNumber: numbers[0] ?? "",
              status: word === "paid" ? "paid" : "scheduled",
              dueDate: null,
              paymentDate: null,
              supplierBankAccount: null,
            }
          : null,
      },
    });
  });
  return { name: story, entries: items, expected: balancesOf(left === "nothing" ? "" : left, "EUR") };
}

function isOwed(type: string): boolean {
  return type === "out_of_pocket" || type === "mileage" || type === "per_diem";
}

function entryOf(
  number: number,
  type: string,
  amount: ReturnType<typeof amounts>,
  more: Partial<ExportItem>,
) {
  const contra = { id: entryId(0x1361), code: "1361", name: "Wallet", identifier: null };
  return exportItem(number, {
    type,
    amount,
    user: ROBIN,
    vendor: NORD,
    contraAccount: WALLET_TYPES.test(type) ? null : contra,
    ...more,
  });
}

/** `EUR 120.00 = USD 132.00`: wallet, then supplier where that is another. */
function amounts(text: string) {
  const [wallet = "", supplier = wallet] = text.split(" = ");
  const money = (part: string) => {
    const [currency = "", digits = ""] = part.split(" ");
    return { currency, value: Math.round(Number(digits) * 10_000) / 100 };
  };
  return pair(money(supplier), money(wallet));
}

/** The least that a currency has, in hundredths. */
const MINOR: Readonly<Record<string, number>> = { JPY: 100, KWD: 0.1 };

function taxOn(
  gross: ReturnType<typeof amounts>,
  code: string,
): { tax: Tax | null; netAmount: typeof gross } {
  if (code === "-") return { tax: null, netAmount: gross };
  const type = code.startsWith("X") ? "exclusive" : code.startsWith("R") ? "reverse" : "inclusive";
  const each = (of: (value: number, minor: number) => number) => {
    const part = ({ currency, value }: typeof gross.inWalletCurrency) => {
      const minor = MINOR[currency] ?? 1;
      return { currency, value: Number((Math.round(of(value, minor) / minor) * minor).toFixed(2)) };
    };
    return pair(part(gross.inSupplierCurrency), part(gross.inWalletCurrency));
  };
  const net = (value: number, minor: number) => Math.round(value / 1.2 / minor) * minor;
  const accounts = { ingoingTaxAccount: "1576", outgoingTaxAccount: "1776" };
  return {
    netAmount: type === "inclusive" ? each(net) : gross,
    tax: {
      id: entryId(0x7a),
      code,
      rate: 0.2,
      type,
      amount:
        type === "inclusive"
          ? each((value, minor) => value - net(value, minor))
          : each((value) => value * 0.2),
      ...(code.endsWith("g") ? {} : accounts),
    },
  };
}

function accountOf(code: string) {
  const record = CHART.find((account) => account.code === code);
  assert.ok(record !== undefined || code === "-", `There is no account ${code}`);
  return record === undefined ? null : { id: record.id, code, name: record.name, identifier: null };
}

/** `meals 100.00, wallet -100.00`, or with a currency before the amount. */
function balancesOf(text: string, currency: string): Map<string, bigint> {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  return new Map(
    parts.map((part) => {
      const [, word = "", own = currency, digits = ""] =
        /^\s*(.+?)(?: ([A-Z]{3}))? (-?[\d.]+)$/.exec(part) ?? [];
      const account = ACCOUNTS[word];
      assert.ok(account !== undefined, `There is no account ${word}`);
      return [`${account}/${own}`, BigInt(Math.round(Number(digits) * 10_000))];
    }),
  );
}
