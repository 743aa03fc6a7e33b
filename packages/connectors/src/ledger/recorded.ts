import type { Amount } from "../money/amount.ts";

/**
 * What a transaction does to an account that others settle: a creditor's or an employee's. A node is what two
 * transactions share when one settles the other: an invoice's number of its vendor, or an entry's reconciliation id.
 */
export interface Settlement {
  nodes: readonly string[];
  /** The account's full name in the ledger. */
  account: string;
  /** Wallet currency. */
  currency: string;
  /** Positive on the debit side. */
  amount: Amount;
  supplierCurrency: string;
  supplierAmount: Amount;
  /** What arose, what settles it, or the difference of the two that was booked. */
  role: "arises" | "settles" | "difference";
  /** Of what settles: it says that nothing is left of what it settles, even where that can't be reckoned. */
  closes: boolean;
}

/** A transaction of ours as it stands in a ledger's file: the same whether it was just made or read from there. */
export interface Recorded {
  /** An entry's posting, the taking back of one, or an exchange difference. */
  kind: "entry" | "reversal" | "difference";
  /** The accounting entry; of a difference, the one that it was found with. */
  entryId: string;
  /** `YYYY-MM-DD`. */
  date: string;
  /** Its text as the format writes it, without a last line break. */
  text: string;
  /** What of it must be the same for the posting to be the same: all but its receipts' names. */
  content: string;
  /** How many receipts it links. */
  receipts: number;
  settlements: readonly Settlement[];
}

/** An exchange difference that is to be booked. */
export interface Difference {
  nodes: readonly string[];
  account: string;
  currency: string;
  /** What goes on the account, so that it comes to nothing; positive on the debit side. */
  amount: Amount;
  /** What of `amount` goes to gains and to losses, on their side: the three sum to nothing. */
  gains: Amount;
  losses: Amount;
}
