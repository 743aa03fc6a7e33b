import type { Account, AccountingEntryLine, AccountingEntryType, ExportItem, Tax } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";

/** The top of the chart of accounts that an account belongs under. */
export type AccountRoot = "assets" | "liabilities" | "liabilities:payable" | "expenses";

/** An account to book on: one of the company's ledger, or (code and name are ours) a general one by type. */
export interface LedgerAccount {
  root: AccountRoot;
  code: string | null;
  name: string;
}

const PAYABLE: LedgerAccount = { root: "liabilities", code: null, name: "payable" };
const EMPLOYEES: LedgerAccount = { root: "liabilities", code: null, name: "employees" };
const TRANSFERS: LedgerAccount = { root: "assets", code: null, name: "transfers" };
const CASH: LedgerAccount = { root: "assets", code: null, name: "cash" };
const OUTSIDE_WALLET: LedgerAccount = { root: "assets", code: null, name: "outside wallet" };

/** How entries of a type are booked when they do not say it themselves. */
interface TypeRule {
  /** The account of a line without one. Absent: such a line can't be booked, as only a person knows where it belongs. */
  line?: LedgerAccount;
  /** The other side; `contra`: the item's contra account, as money moves in or out of the wallet. */
  counter: LedgerAccount | "contra";
}

const RULES: Record<AccountingEntryType, TypeRule> = {
  card_purchase: { counter: "contra" },
  card_invoice: { counter: "contra" },
  refund: { counter: "contra" },
  chargeback: { counter: "contra" },
  cashback: { counter: "contra" },
  fee: { counter: "contra" },
  invoice: { counter: PAYABLE },
  out_of_pocket: { counter: EMPLOYEES },
  mileage: { counter: EMPLOYEES },
  per_diem: { counter: EMPLOYEES },
  // The types below settle or move what is booked elsewhere, so where they belong follows from the type.
  invoice_payment: { line: PAYABLE, counter: "contra" },
  direct_reimbursement: { line: EMPLOYEES, counter: "contra" },
  external_reimbursement: { line: EMPLOYEES, counter: OUTSIDE_WALLET },
  personal_spend: { line: EMPLOYEES, counter: "contra" },
  atm_withdrawal: { line: CASH, counter: "contra" },
  wallet_topup: { line: TRANSFERS, counter: "contra" },
  wallet_unload: { line: TRANSFERS, counter: "contra" },
};

function ruleOf(item: ExportItem): TypeRule {
  const rule = Object.entries(RULES).find(([type]) => type === item.type)?.[1];
  if (rule === undefined) {
    throw new ItemFailure(
      "invalid_configuration",
      `Entries of type ${item.type} are not known to this connector.`,
    );
  }
  return rule;
}

/** The account of a line. Throws ItemFailure `account_unknown` when it has none and needs one. */
export function accountOfLine(item: ExportItem, line: AccountingEntryLine, number: number): LedgerAccount {
  const account = line.account ?? null;
  if (account !== null) return ledgerAccount("expenses", account, `Line ${number}: the account`);
  const fallback = ruleOf(item).line;
  if (fallback !== undefined) return fallback;
  throw new ItemFailure(
    "account_unknown",
    `Line ${number} has no account. Choose an account for it and export the entry again.`,
  );
}

/** The other side of the whole item. Throws ItemFailure `missing_configuration` when a contra account is missing. */
export function counterAccount(item: ExportItem): LedgerAccount {
  const { counter } = ruleOf(item);
  if (counter !== "contra") return counter;
  const contra = item.contraAccount ?? null;
  if (contra !== null) return ledgerAccount("assets", contra, "The contra account");
  const currency = item.amount.inWalletCurrency.currency;
  throw new ItemFailure(
    "missing_configuration",
    `There is no contra account for ${currency}. Set one for the company and export the entry again.`,
  );
}

/** Where tax that can be claimed back goes: the tax code's own account, else a general one for each code. */
export function inputTaxAccount(tax: Tax): LedgerAccount {
  if (tax.ingoingTaxAccount !== undefined) return { root: "assets", code: tax.ingoingTaxAccount, name: "" };
  return { root: "assets", code: "input tax", name: tax.code ?? "" };
}

/** Where tax that is owed goes: the tax code's own account, else a general one for each code. */
export function outputTaxAccount(tax: Tax): LedgerAccount {
  if (tax.outgoingTaxAccount !== undefined)
    return { root: "liabilities", code: tax.outgoingTaxAccount, name: "" };
  return { root: "liabilities", code: "output tax", name: tax.code ?? "" };
}

function ledgerAccount(root: AccountRoot, account: Account, what: string): LedgerAccount {
  const code = [account.code, account.identifier].find((text) => text?.trim()) ?? null;
  if (code === null && account.name.trim() === "") {
    throw new ItemFailure(
      "missing_configuration",
      `${what} has neither a code nor a name. Give it one and export again.`,
    );
  }
  return { root, code, name: account.name };
}
