import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Sum, type Totals } from "./totals.ts";

/** What is in a journal: its transactions, and what they put on expense accounts. */
export interface Journal {
  transactions: number;
  expenses: Totals;
}

const TRANSACTION = /^\d{4}-\d{2}-\d{2} /;
/** A posting on an expense account: the amount, and its price in all when it is foreign. */
const EXPENSE =
  /^ +expenses:.*? {2,}(?<currency>[A-Z]{3}) (?<amount>-?[\d,]+\.\d{2})(?: @@ CAD (?<price>[\d,]+\.\d{2}))?$/;

/**
 * A second reader of the journal, which shares nothing with what wrote it: not the money type, not the parser.
 * Throws when a posting on an expense account is not of the form expected.
 */
export async function readJournal(path: string): Promise<Journal> {
  const expenses = new Sum();
  let transactions = 0;
  for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
    if (TRANSACTION.test(line)) transactions += 1;
    if (!/^ +expenses:/.test(line)) continue;
    const { currency, amount, price } = EXPENSE.exec(line)?.groups ?? {};
    if (currency === undefined || amount === undefined) throw new Error(`Not understood: ${line}`);
    const original = hundredths(amount);
    if (price === undefined && currency !== "CAD") throw new Error(`Foreign, and without a price: ${line}`);
    // A price in all has no sign of its own.
    const inCad = price === undefined ? original : (original < 0n ? -1n : 1n) * hundredths(price);
    expenses.add(inCad, currency, original);
  }
  return { transactions, expenses };
}

function hundredths(text: string): bigint {
  return BigInt(text.replace(/[,.]/g, ""));
}
