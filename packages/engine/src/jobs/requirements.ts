import { typeRules } from "../entries/types.ts";
import { DomainError } from "../shared/errors.ts";
import type { EntryGroup } from "./groups-sql.ts";

/** What a caller demands of a job's entries; each wire version demands something else. */
export interface Requirements {
  /** A contra account for each wallet currency that the wallet-moving entries use. */
  requireContraAccounts: boolean;
  /** Types that the caller has no words for. */
  refusedTypes: readonly string[];
}

/** How many ids an error names at most (contract 3.1). */
const MOST_NAMED = 10;

/** Throws UNSUPPORTED_ACCOUNTING_ENTRY_TYPE when an entry's type is refused (contract 3.1, check 4). */
export function assertTypesSupported(groups: readonly EntryGroup[], refusedTypes: readonly string[]): void {
  const refused = groups.filter((group) => refusedTypes.includes(group.type));
  if (refused.length === 0) return;
  const types = entryTypes(refused);
  const ids = refused.flatMap((group) => group.someIds).slice(0, MOST_NAMED);
  throw new DomainError(
    "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE",
    `Entries of the types ${types.join(", ")} can't be exported with this version: ${ids.join(", ")}`,
    { param: "accountingEntryIds", details: { types, accountingEntryIds: ids } },
  );
}

/** Throws MISSING_CONTRA_ACCOUNTS naming the wallet currencies without one (contract 3.1, check 5). */
export function assertContraAccounts(
  needed: readonly string[],
  existing: { has(currency: string): boolean },
): void {
  const missing = needed.filter((currency) => !existing.has(currency));
  if (missing.length === 0) return;
  throw new DomainError("MISSING_CONTRA_ACCOUNTS", `There is no contra account for ${missing.join(", ")}`, {
    details: { currencies: missing },
  });
}

/** The types among the entries, in alphabetical order. */
export function entryTypes(groups: readonly EntryGroup[]): string[] {
  return [...new Set(groups.map((group) => group.type))].toSorted();
}

/** The currencies of the wallets that the entries move money in or out of, in alphabetical order. */
export function walletCurrencies(groups: readonly EntryGroup[]): string[] {
  const moving = groups.filter((group) => typeRules(group.type)?.contraAccount);
  return [...new Set(moving.map((group) => group.walletCurrency))].toSorted();
}

/** Throws MISSING_VENDOR when an entry booked as accounts payable has no vendor, or an archived one (contract 3.1, check 6). */
export function assertVendors(groups: readonly EntryGroup[]): void {
  const without = groups.filter(
    (group) => group.bookkeepingMethod === "accounts_payable" && !group.hasVendor,
  );
  const ids = without.flatMap((group) => group.someIds).slice(0, MOST_NAMED);
  if (ids.length === 0) return;
  throw new DomainError(
    "MISSING_VENDOR",
    `These entries are booked as accounts payable and have no vendor, or an archived one: ${ids.join(", ")}`,
    {
      param: "accountingEntryIds",
      details: { accountingEntryIds: ids },
    },
  );
}
