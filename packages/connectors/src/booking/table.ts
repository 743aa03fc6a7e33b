import type { AccountingEntryType } from "@ledgerport/sdk";
import type { VendorDocument } from "./payable.ts";

/** What stands on one side of a booking. */
export type Side =
  | "lines" // each line on its account, net, and its tax
  | "lines, whole" // each line on its account, without tax
  | "wallet"
  | "creditor"
  | "employee"
  | "outside payments"
  | "cash"
  | "transfers";

/** How entries of a type are booked. */
export interface BookingRule {
  /** The debit of an amount in the type's usual direction; the other direction turns the sides round. */
  debit: Side;
  credit: Side;
  /** The type's usual direction: money out is positive on the wire, money back in negative (contract section 1). */
  money: "out" | "in";
  /**
   * What it is in its vendor's ledger, under accounts payable: two where it passes through the vendor's account, none
   * where the vendor must be known (contract 3.5) and nothing stands on its account. Undefined: it has no vendor.
   */
  documents?: readonly VendorDocument[];
}

const SPENT = { debit: "lines", credit: "wallet", money: "out", documents: [] } as const;
const OWED = { debit: "lines", credit: "employee", money: "out" } as const;
const RETURNED = {
  debit: "wallet",
  credit: "lines",
  money: "in",
  documents: ["credit note", "payment"],
} as const;

/** What a target posts, for every type of entry: the table of contract section 8. */
export const BOOKING_TABLE: Readonly<Record<AccountingEntryType, BookingRule>> = {
  card_purchase: SPENT,
  fee: SPENT,
  card_invoice: { ...SPENT, documents: ["invoice", "payment"] },
  invoice: { debit: "lines", credit: "creditor", money: "out", documents: ["invoice"] },
  invoice_payment: { debit: "creditor", credit: "wallet", money: "out", documents: ["payment"] },
  out_of_pocket: OWED,
  mileage: OWED,
  per_diem: OWED,
  direct_reimbursement: { debit: "employee", credit: "wallet", money: "out" },
  external_reimbursement: { debit: "employee", credit: "outside payments", money: "out" },
  refund: RETURNED,
  chargeback: RETURNED,
  cashback: { ...RETURNED, credit: "lines, whole", documents: [] },
  atm_withdrawal: { debit: "cash", credit: "wallet", money: "out" },
  wallet_topup: { debit: "wallet", credit: "transfers", money: "in" },
  wallet_unload: { debit: "transfers", credit: "wallet", money: "out" },
  personal_spend: { debit: "employee", credit: "wallet", money: "out" },
};

/** The side that takes a positive amount of the wire as its debit, and the side that gives it. */
export function sidesOf({ debit, credit, money }: BookingRule): { takes: Side; gives: Side } {
  return money === "out" ? { takes: debit, gives: credit } : { takes: credit, gives: debit };
}
