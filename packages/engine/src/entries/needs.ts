import type { Line } from "./lines.ts";

/**
 * What an entry's lines lack or point to in vain, as accounting_entries.needs keeps it: `account`, `tax_code` and `tag`
 * where a line has none, `account:CODE` where the reference data has no such account, and `tax_code:net` where a line
 * without a tax code has a net amount that differs. Whether that keeps the entry
 * from being exported is found out when it is asked for (readiness/problems-sql.ts).
 */
export function needsOf(lines: readonly Line[]): string[] {
  const needs = new Set<string>();
  for (const { accountId, waitingFor, tax, tagIds, amount, net } of lines) {
    if (waitingFor !== undefined) needs.add(`account:${waitingFor}`);
    else if (accountId === undefined) needs.add("account");
    if (tax === undefined) {
      const taxed = net.wallet !== amount.wallet || net.supplier !== amount.supplier;
      needs.add(taxed ? "tax_code:net" : "tax_code");
    }
    if (tagIds.length === 0) needs.add("tag");
  }
  return [...needs];
}
