import type { AmountPair, ExportItem } from "@ledgerport/sdk";
import type { Creditors } from "../creditors/creditor.ts";
import type { Amount } from "../money/amount.ts";
import { amountOf } from "../money/amount.ts";
import { ItemFailure } from "../targets/target.ts";
import {
  CASH,
  employeeAccount,
  type LedgerAccount,
  OUTSIDE_WALLET,
  PAYABLE,
  TRANSFERS,
  walletAccount,
} from "./accounts.ts";
import type { ChartOfAccounts } from "./chart.ts";
import { type BookedLine, bookedLine } from "./line.ts";
import { type Payable, payableOf } from "./payable.ts";
import { BOOKING_TABLE, type BookingRule, type Side, sidesOf } from "./table.ts";

/** One amount as it is booked, in the wallet's currency, and as information what it was in the supplier's. */
export interface BothAmounts {
  wallet: Amount;
  supplier: Amount;
}

/** An export item as it is to be booked: complete, and adding up. */
export interface Booking {
  item: ExportItem;
  /** `YYYY-MM-DD`. */
  date: string;
  walletCurrency: string;
  supplierCurrency: string;
  total: BothAmounts;
  /** The side that gives the whole amount: where the money comes from, or what is owed. */
  counter: LedgerAccount;
  lines: BookedLine[];
  /** The vendor's account that the whole amount goes through on its way: what is invoiced and paid in one. */
  through: Payable | undefined;
}

/** What of the company's ledger a booking needs to know. */
export interface BooksFacts {
  chart: ChartOfAccounts;
  creditors: Creditors;
}

/**
 * Checks `item` and works out where each part of it belongs (contract section 8).
 * Throws ItemFailure: `account_unknown` when a line has no account and needs one, `tax_code_unknown` when a line's net
 * differs and it has no tax code, `missing_configuration` when another account is missing, `validation_failure` when
 * the item contradicts itself, `invalid_configuration` when it is of an unknown type, `vendor_unknown` when it is to be
 * booked as accounts payable and there is no creditor for it.
 */
export function bookingOf(item: ExportItem, { chart, creditors }: BooksFacts): Booking {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(item.accountingEntryId)) {
    throw new ItemFailure("validation_failure", "The entry's id is not a lower-case UUID.");
  }
  const date = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=T|$)/.exec(item.date)?.[0];
  if (date === undefined) throw new ItemFailure("validation_failure", `The date ${item.date} is not a date.`);
  const walletCurrency = item.amount.inWalletCurrency.currency;
  const supplierCurrency = item.amount.inSupplierCurrency.currency;
  const both = (pair: AmountPair) => bothAmounts(pair, walletCurrency, supplierCurrency);
  const total = both(item.amount);

  const rule = ruleOf(item);
  const { takes, gives } = sidesOf(rule);
  const payable = payableOf(item, rule, creditors);
  const accountOf = (side: Side) => sideAccount(side, item, payable);
  // A vendor's own account is not replaced: what was invoiced on it must be paid on it.
  const settled = isLines(takes) ? undefined : { account: accountOf(takes), fixed: payable !== undefined };
  const lines = item.accountingEntryLines.map((line, index) =>
    bookedLine(line, index + 1, { both, chart, settled, taxed: takes === "lines" }),
  );
  checkSum(lines, total);
  const through = payable !== undefined && payable.documents.length > 1 ? payable : undefined;
  const counter = accountOf(gives);
  return { item, date, walletCurrency, supplierCurrency, total, counter, lines, through };
}

function ruleOf({ type }: ExportItem): BookingRule {
  const rule = Object.entries(BOOKING_TABLE).find(([name]) => name === type)?.[1];
  if (rule !== undefined) return rule;
  throw new ItemFailure("invalid_configuration", `Entries of type ${type} are not known to this connector.`);
}

function isLines(side: Side): side is "lines" | "lines, whole" {
  return side === "lines" || side === "lines, whole";
}

function sideAccount(side: Side, item: ExportItem, payable: Payable | undefined): LedgerAccount {
  switch (side) {
    case "wallet":
      return walletAccount(item.contraAccount, item.amount.inWalletCurrency.currency);
    case "creditor":
      return payable?.account ?? PAYABLE;
    case "employee":
      return employeeAccount(item.user);
    case "outside payments":
      return OUTSIDE_WALLET;
    case "cash":
      return CASH;
    case "transfers":
      return TRANSFERS;
    case "lines":
    case "lines, whole":
      throw new Error("Lines have accounts of their own.");
  }
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

function checkSum(lines: readonly BookedLine[], total: BothAmounts): void {
  const wallet = lines.reduce((sum, line) => sum + line.gross.wallet, 0n);
  const supplier = lines.reduce((sum, line) => sum + line.gross.supplier, 0n);
  if (lines.length === 0 || wallet !== total.wallet || supplier !== total.supplier) {
    throw new ItemFailure("validation_failure", "The lines do not add up to the entry's amount.");
  }
}
