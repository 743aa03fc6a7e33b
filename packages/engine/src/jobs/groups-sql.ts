import type { Sql } from "../storage/sql.ts";

/** Entries of a job that are alike in all that a job's checks look at. */
export interface EntryGroup {
  type: string;
  walletCurrency: string;
  bookkeepingMethod: string;
  hasVendor: boolean;
  /** Up to ten of their ids, in the job's order. */
  someIds: string[];
}

/**
 * The groups that entries fall into: few, however many entries there are. Each entry is looked up by its key, since the
 * planner knows nothing yet of the items of a job just made, and vendors in a hash, since there may be thousands.
 */
export async function selectEntryGroups(
  sql: Sql,
  companyId: string,
  entryIds: readonly string[],
): Promise<EntryGroup[]> {
  const rows = await sql.query<{
    type: string;
    wallet_currency: string;
    bookkeeping_method: string;
    has_vendor: boolean;
    some_ids: string[];
  }>({
    name: "jobs.select_entry_groups",
    text: `SELECT e.type, e.wallet_currency, e.bookkeeping_method,
             e.vendor_code IS NOT NULL AND e.vendor_code IN (
               SELECT unnest(ARRAY[v.code, v.id::text]) FROM vendors v
               WHERE v.company_id = $1 AND v.state <> 'ARCHIVED') AS has_vendor,
             (array_agg(e.id ORDER BY wanted.position))[1:10] AS some_ids
           FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, position)
           CROSS JOIN LATERAL (
             SELECT * FROM accounting_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS e
           GROUP BY 1, 2, 3, 4`,
    values: [companyId, entryIds],
  });
  return rows.map((row) => ({
    type: row.type,
    walletCurrency: row.wallet_currency,
    bookkeepingMethod: row.bookkeeping_method,
    hasVendor: row.has_vendor,
    someIds: row.some_ids,
  }));
}

/** The currencies that the company has a contra account for. */
export async function selectContraCurrencies(sql: Sql, companyId: string): Promise<Set<string>> {
  const rows = await sql.query<{ currency: string }>({
    name: "jobs.select_contra_currencies",
    text: "SELECT currency FROM contra_accounts WHERE company_id = $1",
    values: [companyId],
  });
  return new Set(rows.map((row) => row.currency));
}
