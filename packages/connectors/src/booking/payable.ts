import type { ExportItem } from "@ledgerport/sdk";
import { type Creditors, creditorOf } from "../creditors/creditor.ts";
import type { LedgerAccount } from "./accounts.ts";

/** What an entry is in its vendor's ledger. */
export type VendorDocument = "invoice" | "payment" | "credit note";

/** An entry's place in its vendor's ledger. */
export interface Payable {
  account: LedgerAccount;
  /**
   * What the entry is there, in the order of booking. Money that has moved already is two: what was invoiced (or
   * credited) and its payment.
   */
  documents: readonly VendorDocument[];
}

const DOCUMENTS: Partial<Record<string, readonly VendorDocument[]>> = {
  invoice: ["invoice"],
  invoice_payment: ["payment"],
  card_purchase: ["invoice", "payment"],
  fee: ["invoice", "payment"],
  refund: ["credit note", "payment"],
  chargeback: ["credit note", "payment"],
  cashback: ["credit note", "payment"],
};

/**
 * Where an item booked as accounts payable stands in its vendor's ledger (contract 3.5); undefined for all others.
 * Throws ItemFailure `vendor_unknown`.
 */
export function payableOf(item: ExportItem, creditors: Creditors): Payable | undefined {
  const documents = DOCUMENTS[item.type];
  if (item.bookkeeping?.method !== "accounts_payable" || documents === undefined) return undefined;
  const { code, name } = creditorOf(item, creditors);
  return { account: { root: "liabilities:payable", code, name }, documents };
}
