import type { LedgerAccount } from "../booking/accounts.ts";
import type { BookedLine, Booking, BothAmounts } from "../booking/booking.ts";
import { peopleOf } from "../booking/people.ts";
import { type Amount, decimalText } from "../money/amount.ts";
import { plainCell, textCell } from "./cells.ts";

/** A column: its name in the header, and its cell for a line. */
type Column = readonly [name: string, cell: (row: Row) => string];

interface Row {
  booking: Booking;
  line: BookedLine;
  /** From 1. */
  number: number;
}

const COLUMNS: readonly Column[] = [
  ["entry_id", ({ booking }) => plainCell(booking.item.accountingEntryId)],
  ["line", ({ number }) => plainCell(number)],
  ["lines", ({ booking }) => plainCell(booking.lines.length)],
  ["entry_amount", ({ booking }) => inWallet(booking, booking.total.wallet)],
  ["currency", ({ booking }) => plainCell(booking.walletCurrency)],
  ["date", ({ booking }) => plainCell(booking.date)],
  ["type", ({ booking }) => textCell(booking.item.type)],
  ["sub_type", ({ booking }) => textCell(booking.item.subType)],
  ["reconciliation_id", ({ booking }) => textCell(booking.item.additionalInformation.reconciliationId)],
  ["supplier", ({ booking }) => textCell(booking.item.supplier?.name)],
  ["supplier_category", ({ booking }) => textCell(booking.item.supplier?.categoryCode)],
  ["note", ({ booking }) => textCell(booking.item.note)],
  ["account_code", ({ line }) => textCell(line.account.code)],
  ["account", ({ line }) => textCell(line.account.name)],
  ["contra_account_code", ({ booking }) => textCell(booking.counter.code)],
  ["contra_account", ({ booking }) => textCell(booking.counter.name)],
  ["amount", ({ booking, line }) => inWallet(booking, line.gross.wallet)],
  ["net_amount", ({ booking, line }) => inWallet(booking, line.cost.wallet)],
  ["tax_code", ({ line }) => textCell(line.source.tax?.code)],
  ["tax_rate", ({ line }) => (line.source.tax === null ? "" : plainCell(line.source.tax.rate))],
  ["tax_type", ({ line }) => textCell(line.source.tax?.type)],
  ["tax_amount", ({ booking, line }) => taxAmount(line.tax, (tax) => inWallet(booking, tax.wallet))],
  ["tax_account", ({ line }) => textCell(line.tax && nameOf(line.tax.input))],
  ["reverse_tax_account", ({ line }) => textCell(line.tax?.output && nameOf(line.tax.output))],
  ["supplier_currency", ({ booking }) => plainCell(booking.supplierCurrency)],
  ["supplier_amount", ({ booking, line }) => inSupplier(booking, line.gross.supplier)],
  ["supplier_net_amount", ({ booking, line }) => inSupplier(booking, line.cost.supplier)],
  [
    "supplier_tax_amount",
    ({ booking, line }) => taxAmount(line.tax, (tax) => inSupplier(booking, tax.supplier)),
  ],
  [
    "tags",
    ({ line }) => textCell((line.source.tags ?? []).map((tag) => `${tag.groupCode}=${tag.code}`).join("; ")),
  ],
  ["team", ({ booking }) => textCell(booking.item.team?.name)],
  ["user", ({ booking }) => textCell(booking.item.user?.name)],
  ["attendees", ({ booking }) => textCell(peopleOf(booking.item.additionalInformation.attendees).join("; "))],
  ["vendor", ({ booking }) => textCell(booking.item.vendor?.code ?? booking.item.vendor?.name)],
  // Last, as it is always there and of one form: a row that ends in it is whole.
  ["line_id", ({ line }) => textCell(line.source.accountingEntryLineId)],
];

/** The first row, without a line break. */
export const HEADER = COLUMNS.map(([name]) => name).join(",");

/** The rows of a booking, one for each line, each with its CRLF. */
export function rowsOf(booking: Booking): string {
  return booking.lines
    .map((line, index) => {
      const row = { booking, line, number: index + 1 };
      return `${COLUMNS.map(([, cell]) => cell(row)).join(",")}\r\n`;
    })
    .join("");
}

function inWallet(booking: Booking, amount: Amount): string {
  return plainCell(decimalText(amount, booking.walletCurrency));
}

function inSupplier(booking: Booking, amount: Amount): string {
  return plainCell(decimalText(amount, booking.supplierCurrency));
}

function taxAmount(tax: BothAmounts | undefined, cell: (tax: BothAmounts) => string): string {
  return tax === undefined ? "" : cell(tax);
}

function nameOf(account: LedgerAccount): string {
  return `${account.code ?? ""} ${account.name}`.trim();
}

/** Whether `text`, a record without its line feed, is a whole row of ours. */
export function isWholeRow(text: string): boolean {
  const commas = text.replace(/"[^"]*"/g, "").split(",").length - 1;
  return commas === COLUMNS.length - 1 && /,[0-9a-f-]{36}\r?$/.test(text);
}

/** Whether `text` may be the beginning of a row of ours: an entry's id, or a part of one. */
export function mayBeCutRow(text: string): boolean {
  return /^[0-9a-f-]{0,36}(?:,|$)/.test(text);
}
