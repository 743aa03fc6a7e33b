import type { Account, AccountKind, ContraAccount, Tax, User } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";

/** An account to book on: one of the company's ledger, or (the code is null and the name ours) a general one. */
export interface LedgerAccount {
  /** Where it stands in the chart of accounts. */
  kind: AccountKind;
  /** The ledger within the ledger: of vendors, or of employees. */
  group?: "payable" | "employees";
  /** What it is found again by when it is renamed. */
  code: string | null;
  name: string;
}

const general = (kind: AccountKind, name: string): LedgerAccount => ({ kind, code: null, name });

/** Suppliers of whom there is no account of their own. */
export const PAYABLE = general("liability", "payable");
/** Money on its way between bank and wallet. */
export const TRANSFERS = general("asset", "transfers");
/** Cash in hand. */
export const CASH = general("asset", "cash");
/** Payments that no wallet made. */
export const OUTSIDE_WALLET = general("asset", "outside wallet");
/** What was paid less than was booked, as another rate was had. */
export const EXCHANGE_GAINS = general("revenue", "exchange gains");
/** What was paid more than was booked. */
export const EXCHANGE_LOSSES = general("expense", "exchange losses");

/** The wallet's account. Throws ItemFailure `missing_configuration` when there is none for `currency`. */
export function walletAccount(contra: ContraAccount | null, currency: string): LedgerAccount {
  if (contra !== null) return namedAccount("asset", contra, "The contra account");
  throw new ItemFailure(
    "missing_configuration",
    `There is no contra account for ${currency}. Set one for the company and export the entry again.`,
  );
}

/** An employee's own account, by code or id, so that it stays one when the employee is renamed; one for all unnamed. */
export function employeeAccount(user: User | null): LedgerAccount {
  if (user === null) return general("liability", "employees");
  return { kind: "liability", group: "employees", code: user.code ?? user.id, name: user.name };
}

/** Where tax that can be claimed back goes when its code names no account. */
export function generalInputTax(tax: Tax): LedgerAccount {
  return general("asset", `input tax ${tax.code ?? ""}`);
}

/** Where tax that is owed goes when its code names no account. */
export function generalOutputTax(tax: Tax): LedgerAccount {
  return general("liability", `output tax ${tax.code ?? ""}`);
}

/**
 * An account of the company's ledger, of which the wire says all but its kind.
 * Throws ItemFailure `missing_configuration` when it has neither code nor name.
 */
export function namedAccount(kind: AccountKind, account: Omit<Account, "id">, what: string): LedgerAccount {
  const code = [account.code, account.identifier].find((text) => text?.trim()) ?? null;
  if (code === null && account.name.trim() === "") {
    throw new ItemFailure(
      "missing_configuration",
      `${what} has neither a code nor a name. Give it one and export again.`,
    );
  }
  return { kind, code, name: account.name };
}
