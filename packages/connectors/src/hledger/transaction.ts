import type { ExportItem } from "@ledgerport/sdk";
import type { Booking } from "../booking/booking.ts";
import { peopleOf } from "../booking/people.ts";
import { decimalText } from "../money/amount.ts";
import type { Declared } from "./declarations.ts";
import { nothingDeclared } from "./declarations.ts";
import { codeText, descriptionText, tagValue } from "./escape.ts";
import { postingLines, tagLine } from "./postings.ts";

/** One transaction as text without a last line break, and the names it uses. */
export interface Transaction {
  text: string;
  uses: Declared;
}

/** The tag that holds the external key. */
export const ENTRY_TAG = "entry-id";
/** The tag that holds the entry's amount in wallet currency. */
export const AMOUNT_TAG = "amount";

/** The transaction of a booking: two or more postings that balance exactly, and links to its receipts. */
export function transactionOf(booking: Booking, receipts: readonly string[]): Transaction {
  const { item, total, walletCurrency } = booking;
  const uses = nothingDeclared();
  const tag = (name: string, value: string | null | undefined) => tagLine(name, tagValue(value ?? ""), uses);
  const people = peopleOf(item.additionalInformation.attendees).map(tagValue).join(" | ");
  const lines = [
    // The code is always there, so that no description can be taken for one.
    `${booking.date} (${codeText(item.additionalInformation.reconciliationId)}) ${descriptionOf(item)}`.trimEnd(),
    ...tag(ENTRY_TAG, item.accountingEntryId),
    ...tag(AMOUNT_TAG, `${walletCurrency} ${decimalText(total.wallet, walletCurrency)}`),
    ...tag("reconciliation-id", item.additionalInformation.reconciliationId),
    ...tag("type", item.type),
    ...tag("sub-type", item.subType),
    ...tag("team", item.team?.name),
    ...tag("user", item.user?.name),
    ...tag("vendor", item.vendor?.code ?? item.vendor?.name),
    ...tag("invoice", item.additionalInformation.invoiceInformation?.invoiceNumber),
    ...tagLine("attendees", people, uses),
    ...receipts.flatMap((path) => tag("receipt", path)),
    ...postingLines(booking, uses),
  ];
  return { text: lines.join("\n"), uses };
}

/** `payee | note`, each where known. */
function descriptionOf(item: ExportItem): string {
  const payee = descriptionText(item.supplier?.name ?? item.type.replaceAll("_", " "));
  const note = descriptionText(item.note ?? "");
  return note === "" ? payee : `${payee} | ${note}`;
}
