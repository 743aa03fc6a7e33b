import type { Account, AccountKind, AccountRecord } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";
import { type LedgerAccount, namedAccount } from "./accounts.ts";

/** A new account's kind (contract section 8). */
const DEFAULT_KIND: AccountKind = "expense";
const KINDS: readonly string[] = [
  "asset",
  "liability",
  "equity",
  "revenue",
  "expense",
] satisfies AccountKind[];

/** The company's chart of accounts: where each account belongs. */
export class ChartOfAccounts {
  readonly #byId: ReadonlyMap<string, AccountRecord>;
  readonly #byCode: ReadonlyMap<string, AccountRecord>;
  readonly #known: boolean;

  /** Undefined: the chart is not known, and every account is of the default kind. */
  constructor(accounts: readonly AccountRecord[] | undefined) {
    this.#known = accounts !== undefined;
    this.#byId = new Map(accounts?.map((account) => [account.id, account]));
    this.#byCode = new Map(accounts?.map((account) => [account.code, account]));
  }

  /** A line's account with its kind. Throws ItemFailure `account_unknown` for one that is not in the chart. */
  accountOf(account: Account, what: string): LedgerAccount {
    const record = this.#byId.get(account.id);
    if (record === undefined && this.#known) throw missing(account.code ?? account.name);
    return namedAccount(kindOf(record), account, what);
  }

  /** The account with a code. Throws ItemFailure `account_unknown` for one that is not in the chart. */
  withCode(code: string, otherwise: AccountKind): LedgerAccount {
    const record = this.#byCode.get(code);
    if (record !== undefined) return { kind: kindOf(record), code, name: record.name };
    if (this.#known) throw missing(code);
    return { kind: otherwise, code, name: "" };
  }
}

/** Throws ItemFailure `invalid_configuration` for a kind that a newer server knows. */
function kindOf(record: AccountRecord | undefined): AccountKind {
  if (record === undefined) return DEFAULT_KIND;
  if (isKind(record.kind)) return record.kind;
  throw new ItemFailure(
    "invalid_configuration",
    `The account ${record.code} is of the kind ${String(record.kind)}, which this connector does not know.`,
  );
}

function isKind(kind: string | undefined): kind is AccountKind {
  return kind !== undefined && KINDS.includes(kind);
}

/** It came after the chart was read; the next job reads it again. */
function missing(code: string): ItemFailure {
  return new ItemFailure(
    "account_unknown",
    `The account ${code} was not among the company's accounts when the job began. Export the entry again.`,
  );
}
