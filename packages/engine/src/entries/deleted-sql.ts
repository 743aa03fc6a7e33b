import type { Sql } from "../storage/sql.ts";
import type { DeletedEntry } from "./model.ts";

/** Keeps who an entry was that is being deleted. */
export async function insertDeleted(
  sql: Sql,
  companyId: string,
  { externalRef, id, reconciliationId }: DeletedEntry,
  now: Date,
): Promise<void> {
  await sql.query({
    name: "deleted_entries.insert",
    text: `INSERT INTO deleted_entries (company_id, external_ref, id, reconciliation_id, deleted_at)
           VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (company_id, external_ref) DO UPDATE
           SET id = excluded.id, reconciliation_id = excluded.reconciliation_id, deleted_at = excluded.deleted_at`,
    values: [companyId, externalRef, id, reconciliationId, now],
  });
}

/** The company's deleted entries that have one of the references or one of the ids. */
export async function selectDeleted(
  sql: Sql,
  companyId: string,
  externalRefs: readonly string[],
  ids: readonly string[],
): Promise<DeletedEntry[]> {
  const rows = await sql.query<{ external_ref: string; id: string; reconciliation_id: string }>({
    name: "deleted_entries.select",
    text: `SELECT d.external_ref, d.id, d.reconciliation_id FROM unnest($2::text[]) AS wanted (ref) CROSS JOIN LATERAL (
             SELECT * FROM deleted_entries WHERE company_id = $1 AND external_ref = wanted.ref OFFSET 0) AS d
           UNION
           SELECT d.external_ref, d.id, d.reconciliation_id FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT * FROM deleted_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS d`,
    values: [companyId, externalRefs, ids],
  });
  return rows.map((row) => ({
    externalRef: row.external_ref,
    id: row.id,
    reconciliationId: row.reconciliation_id,
  }));
}

/** Forgets that entries were deleted: they are back. */
export async function forgetDeleted(sql: Sql, companyId: string, ids: readonly string[]): Promise<void> {
  await sql.query({
    name: "deleted_entries.forget",
    text: `DELETE FROM deleted_entries WHERE ctid = ANY (ARRAY(
             SELECT d.place FROM unnest($2::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
               SELECT ctid AS place FROM deleted_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS d))`,
    values: [companyId, ids],
  });
}
