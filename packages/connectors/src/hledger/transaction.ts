import type { ExportItem } from "@ledgerport/sdk";
import type { Booking } from "../booking/booking.ts";
import { peopleOf } from "../booking/people.ts";
import { type Posting, postingsOf } from "../booking/postings.ts";
import { settlementFacts } from "../ledger/nodes.ts";
import type { AccountNames } from "./account-names.ts";
import { codeText, descriptionText, tagName, tagValue } from "./escape.ts";
import { amountText, postingLine, tagLine } from "./syntax.ts";

/** The tag that holds the external key. */
export const ENTRY_TAG = "entry-id";

/** The transaction of a booking: postings that balance exactly, and links to its receipts. Without a last line break. */
export function transactionText(booking: Booking, receipts: readonly string[], names: AccountNames): string {
  const { item, total, walletCurrency } = booking;
  const tag = (name: string, value: string | null | undefined) => tagLine(name, tagValue(value ?? ""));
  const { invoiceOf, invoiceStatus, settles } = settlementFacts(booking);
  const people = peopleOf(item.additionalInformation.attendees).map(tagValue).join(" | ");
  return [
    // The code is always there, so that no description can be taken for one.
    `${booking.date} (${codeText(item.additionalInformation.reconciliationId)}) ${descriptionOf(item)}`.trimEnd(),
    ...tag(ENTRY_TAG, item.accountingEntryId),
    ...tag("amount", amountText(total.wallet, walletCurrency)),
    ...tag("reconciliation-id", item.additionalInformation.reconciliationId),
    ...tag("type", item.type),
    ...tag("sub-type", item.subType),
    ...tag("team", item.team?.name),
    ...tag("user", item.user?.name),
    ...tag("vendor", item.vendor?.code ?? item.vendor?.name),
    ...tag("invoice", item.additionalInformation.invoiceInformation?.invoiceNumber),
    ...tag("invoice-of", invoiceOf),
    ...tag("invoice-status", invoiceStatus),
    ...settles.flatMap((id) => tag("settles", id)),
    ...tagLine("attendees", people),
    ...receipts.flatMap((path) => tag("receipt", path)),
    ...postingsOf(booking).flatMap((posting) => postingLines(posting, booking, names)),
  ].join("\n");
}

/** `payee | note`, each where known. */
function descriptionOf(item: ExportItem): string {
  const payee = descriptionText(item.supplier?.name ?? item.type.replaceAll("_", " "));
  const note = descriptionText(item.note ?? "");
  return note === "" ? payee : `${payee} | ${note}`;
}

/** The supplier's amount is a tag: information, and never an account's balance (contract section 8). */
function postingLines(
  { account, amount, line, document }: Posting,
  { walletCurrency, supplierCurrency }: Booking,
  names: AccountNames,
): string[] {
  const foreign = walletCurrency !== supplierCurrency || amount.wallet !== amount.supplier;
  return [
    postingLine(names.nameOf(account), amountText(amount.wallet, walletCurrency)),
    ...tagLine("original", foreign ? amountText(amount.supplier, supplierCurrency) : ""),
    ...(line?.tags ?? []).flatMap((tag) => tagLine(`tag-${tagName(tag.groupCode)}`, tagValue(tag.code))),
    ...tagLine("tax", tagValue(line?.tax?.code ?? "")),
    ...tagLine("document", document ?? ""),
  ];
}
