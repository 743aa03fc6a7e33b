import type { ExportItem } from "@ledgerport/sdk";
import { type Creditors, creditorOf } from "../creditors/creditor.ts";
import type { LedgerAccount } from "./accounts.ts";
import type { BookingRule } from "./table.ts";

/** What an entry is in its vendor's ledger. */
export type VendorDocument = "invoice" | "payment" | "credit note";

/** An entry's place in its vendor's ledger. */
export interface Payable {
  account: LedgerAccount;
  /**
   * What the entry is there, in the order of booking. Two: what was invoiced (or credited) and its payment, in one.
   * Empty: nothing stands there.
   */
  documents: readonly VendorDocument[];
}

/**
 * Where an item booked as accounts payable stands in its vendor's ledger (contract 3.5 and 8); undefined for all others.
 * Throws ItemFailure `vendor_unknown`.
 */
export function payableOf(
  item: ExportItem,
  { documents }: BookingRule,
  creditors: Creditors,
): Payable | undefined {
  if (item.bookkeeping?.method !== "accounts_payable" || documents === undefined) return undefined;
  const { code, name } = creditorOf(item, creditors);
  return { account: { kind: "liability", group: "payable", code, name }, documents };
}
