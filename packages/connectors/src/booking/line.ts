import type { AccountingEntryLine, AmountPair } from "@ledgerport/sdk";
import { decimalText } from "../money/amount.ts";
import { ItemFailure } from "../targets/target.ts";
import { generalInputTax, generalOutputTax, type LedgerAccount } from "./accounts.ts";
import type { BothAmounts } from "./booking.ts";
import type { ChartOfAccounts } from "./chart.ts";

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

/** What a line's booking depends on besides the line. */
export interface LineRule {
  both: (pair: AmountPair) => BothAmounts;
  chart: ChartOfAccounts;
  /**
   * Of a type that settles or moves what is booked elsewhere: the account of that, unless the line names another
   * asset or liability. `fixed`: whatever it names.
   */
  settled: { account: LedgerAccount; fixed: boolean } | undefined;
  /** Whether the type books tax. */
  taxed: boolean;
}

/** Works out where line `number` (from 1) belongs. Throws ItemFailure as `bookingOf` does. */
export function bookedLine(line: AccountingEntryLine, number: number, rule: LineRule): BookedLine {
  const gross = rule.both(line.lineAmount);
  assertTaxCode(line, number, gross, rule);
  if (rule.settled !== undefined) {
    const account = settledAccount(line, number, rule.chart, rule.settled);
    return { source: line, account, gross, cost: gross, tax: undefined };
  }
  const account = accountOfLine(line, number, rule.chart);
  return { source: line, account, gross, ...netAndTax(line, number, gross, rule) };
}

function accountOfLine(line: AccountingEntryLine, number: number, chart: ChartOfAccounts): LedgerAccount {
  if (line.account !== null) return chart.accountOf(line.account, `Line ${number}: the account`);
  throw new ItemFailure("account_unknown", "A line has no account: choose one");
}

function settledAccount(
  line: AccountingEntryLine,
  number: number,
  chart: ChartOfAccounts,
  { account, fixed }: NonNullable<LineRule["settled"]>,
): LedgerAccount {
  if (fixed || line.account === null) return account;
  const own = chart.accountOf(line.account, `Line ${number}: the account`);
  return own.kind === "asset" || own.kind === "liability" ? own : account;
}

/** Of every type, as readiness has it: what is between net and amount can't be told without a tax code. */
function assertTaxCode(
  { tax, netAmount }: AccountingEntryLine,
  number: number,
  gross: BothAmounts,
  { both }: LineRule,
): void {
  const net = both(netAmount);
  if (tax !== null || (net.wallet === gross.wallet && net.supplier === gross.supplier)) return;
  const reason = `Line ${number} has no tax code, but ${figures(netAmount, net, gross)}. Choose its tax code and export again.`;
  throw new ItemFailure("tax_code_unknown", reason);
}

/** How net and amount differ: in the wallet's currency, else in the supplier's. */
function figures(netAmount: AmountPair, net: BothAmounts, gross: BothAmounts): string {
  const [side, { currency }] =
    net.wallet === gross.wallet
      ? (["supplier", netAmount.inSupplierCurrency] as const)
      : (["wallet", netAmount.inWalletCurrency] as const);
  return `the net amount is ${decimalText(net[side], currency)} and the amount ${decimalText(gross[side], currency)}`;
}

function netAndTax(
  { tax, netAmount }: AccountingEntryLine,
  number: number,
  gross: BothAmounts,
  { both, chart, taxed }: LineRule,
): Pick<BookedLine, "cost" | "tax"> {
  if (tax === null || !taxed) return { cost: gross, tax: undefined };
  const net = both(netAmount);
  const stated = both(tax.amount);
  const input = () =>
    tax.ingoingTaxAccount === undefined
      ? generalInputTax(tax)
      : chart.withCode(tax.ingoingTaxAccount, "asset");
  if (tax.type === "reverse") {
    // The supplier charged no tax: the buyer owes it and claims it back, so the line's cost is all that was paid.
    const output =
      tax.outgoingTaxAccount === undefined
        ? generalOutputTax(tax)
        : chart.withCode(tax.outgoingTaxAccount, "liability");
    return { cost: gross, tax: { ...stated, input: input(), output } };
  }
  const inLine = { wallet: gross.wallet - net.wallet, supplier: gross.supplier - net.supplier };
  if (tax.type === "exclusive") {
    // It comes on top of what was paid, so there is none in the line.
    if (inLine.wallet === 0n) return { cost: gross, tax: undefined };
    throw new ItemFailure(
      "validation_failure",
      `Line ${number}: its tax is exclusive, but ${figures(netAmount, net, gross)}.`,
    );
  }
  if (inLine.wallet !== stated.wallet) {
    const reason = `Line ${number}: net amount and tax do not add up to the line's amount.`;
    throw new ItemFailure("validation_failure", reason);
  }
  if (inLine.wallet === 0n) return { cost: gross, tax: undefined };
  return { cost: net, tax: { ...inLine, input: input(), output: undefined } };
}
