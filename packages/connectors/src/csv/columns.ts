import type { LedgerAccount } from "../booking/accounts.ts";
import type { BookedLine, BookedTax } from "../booking/line.ts";
import type { BothAmounts, Booking } from "../booking/booking.ts";
import { peopleOf } from "../booking/people.ts";
import type { SettlementFacts } from "../ledger/nodes.ts";
import { type Amount, decimalText } from "../money/amount.ts";
import { plainCell, textCell } from "./cells.ts";

/** One line of an entry, to make a row of. */
export interface Row {
  booking: Booking;
  facts: SettlementFacts;
  line: BookedLine;
  /** From 1. */
  number: number;
}

/** A column: its name in the header, and its cell for a line. */
type Column = readonly [name: string, cell: (row: Row) => string];

const COLUMNS = [
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
  ["account_kind", ({ line }) => plainCell(line.account.kind)],
  ["contra_account_kind", ({ booking }) => plainCell(booking.counter.kind)],
  ["tax_account_kind", ({ line }) => plainCell(line.tax?.input.kind ?? "")],
  ["reverse_tax_account_kind", ({ line }) => plainCell(line.tax?.output?.kind ?? "")],
  [
    "invoice_number",
    ({ booking }) => textCell(booking.item.additionalInformation.invoiceInformation?.invoiceNumber),
  ],
  ["invoice_of", ({ facts }) => textCell(facts.invoiceOf)],
  ["invoice_status", ({ facts }) => textCell(facts.invoiceStatus)],
  ["settles", ({ facts }) => textCell(facts.settles.join("; "))],
  // Last, as it is always there and of one form: a row that ends in it is whole.
  ["line_id", ({ line }) => textCell(line.source.accountingEntryLineId)],
] as const satisfies readonly Column[];

/** The name of a column. */
export type ColumnName = (typeof COLUMNS)[number][0];

/** The columns of a new file, in order. */
export const COLUMN_NAMES: readonly ColumnName[] = COLUMNS.map(([name]) => name);

/** What files of earlier versions lack; one is gone on with as it was begun. */
const LATER: ReadonlySet<string> = new Set<ColumnName>([
  "account_kind",
  "contra_account_kind",
  "tax_account_kind",
  "reverse_tax_account_kind",
  "invoice_number",
  "invoice_of",
  "invoice_status",
  "settles",
]);

/** The columns of a file that an earlier version began. */
export const FORMER_COLUMN_NAMES: readonly ColumnName[] = COLUMN_NAMES.filter((name) => !LATER.has(name));

/** The columns whose amounts change their sign when a posting is taken back. */
export const AMOUNTS: ReadonlySet<ColumnName> = new Set<ColumnName>([
  "entry_amount",
  "amount",
  "net_amount",
  "tax_amount",
  "supplier_amount",
  "supplier_net_amount",
  "supplier_tax_amount",
]);

/** The cells of a row by column, quoted where they must be. */
export function cellsOf(row: Row): Map<ColumnName, string> {
  return new Map(COLUMNS.map(([name, cell]) => [name, cell(row)]));
}

function inWallet(booking: Booking, amount: Amount): string {
  return plainCell(decimalText(amount, booking.walletCurrency));
}

function inSupplier(booking: Booking, amount: Amount): string {
  return plainCell(decimalText(amount, booking.supplierCurrency));
}

function taxAmount(tax: BookedTax | undefined, cell: (tax: BothAmounts) => string): string {
  return tax === undefined ? "" : cell(tax);
}

function nameOf(account: LedgerAccount): string {
  return `${account.code ?? ""} ${account.name}`.trim();
}
