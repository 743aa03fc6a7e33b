import type { LedgerAccount } from "../booking/accounts.ts";
import { accountPart } from "./escape.ts";

/** The account's full name in a journal, e.g. `expenses:2260 GASOLINE`. */
export function accountName(account: LedgerAccount): string {
  const code = accountPart(account.code ?? "");
  const name = accountPart(account.name);
  const label = code === "" || code === name ? name : `${code} ${name}`.trim();
  return `${account.root}:${label}`;
}
