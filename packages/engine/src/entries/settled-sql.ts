import type { Sql } from "../storage/sql.ts";

/** An entry that a row names, and what the ledger knows it by. */
export interface Named {
  name: string;
  reconciliationId: string;
}

/** The company's entries with these references, and those with these ids; then the deleted ones. */
export function selectNamed(
  sql: Sql,
  companyId: string,
  references: readonly string[],
  ids: readonly string[],
): Promise<Named[]> {
  return sql.query<Named & Record<string, unknown>>({
    name: "entries.settled",
    text: `SELECT wanted.name, e.source::jsonb ->> 'reconciliationId' AS "reconciliationId"
           FROM unnest($2::text[]) AS wanted (name) CROSS JOIN LATERAL (
             SELECT source FROM accounting_entries WHERE company_id = $1 AND external_ref = wanted.name OFFSET 0) AS e
           UNION ALL
           SELECT wanted.id::text, e.source::jsonb ->> 'reconciliationId'
           FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT source FROM accounting_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS e
           UNION ALL
           SELECT wanted.name, d.reconciliation_id FROM unnest($2::text[]) AS wanted (name) CROSS JOIN LATERAL (
             SELECT * FROM deleted_entries WHERE company_id = $1 AND external_ref = wanted.name OFFSET 0) AS d
           UNION ALL
           SELECT wanted.id::text, d.reconciliation_id FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT * FROM deleted_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS d`,
    values: [companyId, references, ids],
  });
}
