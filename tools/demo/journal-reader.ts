import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Sum, type Totals } from "./totals.ts";

/** What is in a journal: its transactions, and what they put on expense accounts. */
export interface Journal {
  transactions: number;
  expenses: Totals;
}

const TRANSACTION = /^\d{4}-\d{2}-\d{2} /;
/** A posting on an expense account: all are in the wallet's currency. */
const EXPENSE = /^ +expenses:.*? {2,}CAD (?<amount>-?[\d,]+\.\d{2})$/;
/** What stands below a posting that was paid in another currency. */
const ORIGINAL = /^ +; original: (?<currency>[A-Z]{3}) (?<amount>-?[\d,]+\.\d{2})$/;

/**
 * A second reader of the journal, which shares nothing with what wrote it: not the money type, not the parser.
 * Throws when a posting on an expense account is not of the form expected.
 */
export async function readJournal(path: string): Promise<Journal> {
  const expenses = new Sum();
  let transactions = 0;
  /** An expense in CAD of which it is not known yet whether it was paid in another currency. */
  let expense: bigint | undefined;
  const add = (original?: { currency: string; amount: string }) => {
    if (expense === undefined) return;
    if (original === undefined) expenses.add(expense, "CAD", expense);
    else expenses.add(expense, original.currency, hundredths(original.amount));
    expense = undefined;
  };
  for await (const line of createInterface({ input: createReadStream(path, "utf8") })) {
    const { currency, amount = "" } = ORIGINAL.exec(line)?.groups ?? {};
    add(currency === undefined ? undefined : { currency, amount });
    if (TRANSACTION.test(line)) transactions += 1;
    if (!/^ +expenses:/.test(line)) continue;
    const inCad = EXPENSE.exec(line)?.groups?.["amount"];
    if (inCad === undefined) throw new Error(`Not understood: ${line}`);
    expense = hundredths(inCad);
  }
  add();
  return { transactions, expenses };
}

function hundredths(text: string): bigint {
  return BigInt(text.replace(/[,.]/g, ""));
}
