import type { AccountingEntryLine, AmountPair, ExportItem } from "@ledgerport/sdk";
import type { Amount } from "../money/amount.ts";
import { amountOf } from "../money/amount.ts";
import type { Creditors } from "../creditors/creditor.ts";
import { ItemFailure } from "../targets/target.ts";
import type { LedgerAccount } from "./accounts.ts";
import { accountOfLine, counterAccount, inputTaxAccount, outputTaxAccount } from "./accounts.ts";
import { type Payable, payableOf } from "./payable.ts";

/** One amount in both currencies of the booking. */
export interface BothAmounts {
  wallet: Amount;
  supplier: Amount;
}

/** What of a line's tax is to be booked. */
export interface BookedTax extends BothAmounts {
  /** Where tax that can be claimed back goes. */
  input: LedgerAccount;
  /** Only with reverse charge: where the tax that the buyer owes goes. */
  output: LedgerAccount | undefined;
}

/** One line of an entry, checked. */
export interface BookedLine {
  source: AccountingEntryLine;
  account: LedgerAccount;
  /** What was paid for the line. */
  gross: BothAmounts;
  /** What belongs on the line's account: gross less the tax in it. */
  cost: BothAmounts;
  tax: BookedTax | undefined;
}

/** An export item as it is to be booked: complete, and adding up. */
export interface Booking {
  item: ExportItem;
  /** `YYYY-MM-DD`. */
  date: string;
  walletCurrency: string;
  supplierCurrency: string;
  total: BothAmounts;
  /** Where the money comes from, or what is owed. */
  counter: LedgerAccount;
  lines: BookedLine[];
  /** The vendor's account that the whole amount goes through on its way: what is invoiced and paid in one. */
  through: Payable | undefined;
}

/**
 * Checks `item` and works out where each part of it belongs.
 * Throws ItemFailure: `account_unknown` when a line has no account, `missing_configuration`
 * when another account is missing, `validation_failure` when the item
 * contradicts itself, `invalid_configuration` when it is of an unknown type, `vendor_unknown` when it is to be booked
 * as accounts payable and `creditors` have none for it.
 */
export function bookingOf(item: ExportItem, creditors: Creditors): Booking {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(item.accountingEntryId)) {
    throw new ItemFailure("validation_failure", "The entry's id is not a lower-case UUID.");
  }
  const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=T|$)/.exec(item.date)?.[0];
  if (date === undefined) throw new ItemFailure("validation_failure", `The date ${item.date} is not a date.`);
  const walletCurrency = item.amount.inWalletCurrency.currency;
  const supplierCurrency = item.amount.inSupplierCurrency.currency;
  const both = (pair: AmountPair) => bothAmounts(pair, walletCurrency, supplierCurrency);
  const total = both(item.amount);
  const payable = payableOf(item, creditors);
  const settled = payable !== undefined && item.type === "invoice_payment" ? payable.account : undefined;
  const lines = item.accountingEntryLines.map((line, index) =>
    bookedLine(item, line, index + 1, both, settled),
  );
  checkSum(lines, total);
  const owed = payable !== undefined && item.type === "invoice" ? payable.account : undefined;
  const through = payable !== undefined && payable.documents.length > 1 ? payable : undefined;
  const counter = owed ?? counterAccount(item);
  return { item, date, walletCurrency, supplierCurrency, total, counter, lines, through };
}

function bothAmounts(pair: AmountPair, walletCurrency: string, supplierCurrency: string): BothAmounts {
  if (
    pair.inWalletCurrency.currency !== walletCurrency ||
    pair.inSupplierCurrency.currency !== supplierCurrency
  ) {
    throw new ItemFailure("validation_failure", "The entry's amounts are in more than its two currencies.");
  }
  return { wallet: amountOf(pair.inWalletCurrency), supplier: amountOf(pair.inSupplierCurrency) };
}

function bookedLine(
  item: ExportItem,
  line: AccountingEntryLine,
  number: number,
  both: (pair: AmountPair) => BothAmounts,
  settled: LedgerAccount | undefined,
): BookedLine {
  const account = settled ?? accountOfLine(item, line, number);
  const booked = { source: line, account, gross: both(line.lineAmount) };
  const { gross } = booked;
  const { tax } = line;
  if (tax === null) return { ...booked, cost: gross, tax: undefined };
  const stated = both(tax.amount);
  if (tax.type === "reverse") {
    // The supplier charged no tax: the buyer owes it and claims it back, so the line's cost is all that was paid.
    const parts = { ...stated, input: inputTaxAccount(tax), output: outputTaxAccount(tax) };
    return { ...booked, cost: gross, tax: parts };
  }
  const net = both(line.netAmount);
  const inLine = { wallet: gross.wallet - net.wallet, supplier: gross.supplier - net.supplier };
  if (tax.type === "inclusive" && inLine.wallet !== stated.wallet) {
    const reason = `Line ${number}: net amount and tax do not add up to the line's amount.`;
    throw new ItemFailure("validation_failure", reason);
  }
  // An exclusive tax may come on top of what was paid: then there is none in the line to split out.
  if (inLine.wallet === 0n && inLine.supplier === 0n) return { ...booked, cost: gross, tax: undefined };
  return { ...booked, cost: net, tax: { ...inLine, input: inputTaxAccount(tax), output: undefined } };
}

function checkSum(lines: readonly BookedLine[], total: BothAmounts): void {
  const wallet = lines.reduce((sum, line) => sum + line.gross.wallet, 0n);
  const supplier = lines.reduce((sum, line) => sum + line.gross.supplier, 0n);
  if (lines.length === 0 || wallet !== total.wallet || supplier !== total.supplier) {
    throw new ItemFailure("validation_failure", "The lines do not add up to the entry's amount.");
  }
}
