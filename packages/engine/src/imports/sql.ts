import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import type { Import, RowCounts, SaidRow } from "./model.ts";

/** Writes down that an import begins. */
export async function insertImport(
  sql: Sql,
  begun: Pick<Import, "id" | "companyId" | "actor" | "fileName" | "startedAt">,
): Promise<void> {
  await sql.query({
    name: "imports.insert",
    text: `INSERT INTO imports (company_id, id, actor, file_name, started_at, last_batch_at)
           VALUES ($1, $2, $3, $4, $5, $5)`,
    values: [begun.companyId, begun.id, begun.actor, begun.fileName, begun.startedAt],
  });
}

/** Adds a batch to what an import has come to. */
export async function addCounts(
  sql: Sql,
  companyId: string,
  id: string,
  { created, updated, unchanged, failed }: RowCounts,
  now: Date,
): Promise<void> {
  await sql.query({
    name: "imports.add_counts",
    text: `UPDATE imports SET created = created + $3, updated = updated + $4, unchanged = unchanged + $5,
             failed = failed + $6, last_batch_at = $7
           WHERE company_id = $1 AND id = $2`,
    values: [companyId, id, created, updated, unchanged, failed, now],
  });
}

/** Marks an import as complete. */
export async function setCompleted(sql: Sql, companyId: string, id: string, now: Date): Promise<void> {
  await sql.query({
    name: "imports.set_completed",
    text: "UPDATE imports SET completed_at = $3 WHERE company_id = $1 AND id = $2",
    values: [companyId, id, now],
  });
}

/**
 * Keeps what rows say, unless an earlier row of the import had the same reference. Gives the references that were new.
 */
export async function insertRows(
  sql: Sql,
  companyId: string,
  importId: string,
  rows: readonly SaidRow[],
): Promise<string[]> {
  const kept = await sql.query<{ external_ref: string }>({
    name: "imports.insert_rows",
    text: `INSERT INTO import_rows (company_id, import_id, external_ref, number, said)
           SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::bytea[])
           ON CONFLICT (company_id, import_id, external_ref) DO NOTHING RETURNING external_ref`,
    values: [
      companyId,
      importId,
      rows.map(({ externalRef }) => externalRef),
      rows.map(({ row }) => row),
      rows.map(({ said }) => said),
    ],
  });
  return kept.map((row) => row.external_ref);
}

/** What earlier rows of an import said of the given references. */
export async function selectRows(
  sql: Sql,
  companyId: string,
  importId: string,
  externalRefs: readonly string[],
): Promise<SaidRow[]> {
  const rows = await sql.query<{ external_ref: string; number: string; said: Buffer }>({
    name: "imports.select_rows",
    text: `SELECT r.external_ref, r.number, r.said FROM (SELECT DISTINCT unnest($3::text[]) AS ref) AS wanted
           CROSS JOIN LATERAL (
             SELECT * FROM import_rows WHERE company_id = $1 AND import_id = $2 AND external_ref = wanted.ref OFFSET 0) AS r`,
    values: [companyId, importId, externalRefs],
  });
  return rows.map((row) => ({ externalRef: row.external_ref, row: Number(row.number), said: row.said }));
}

/** Forgets what the rows of an import said. */
export async function deleteRows(sql: Sql, companyId: string, importId: string): Promise<void> {
  await sql.query({
    name: "imports.delete_rows",
    text: "DELETE FROM import_rows WHERE company_id = $1 AND import_id = $2",
    values: [companyId, importId],
  });
}

/** Forgets the rows of the company's imports that were cut off with their server: none came in since `before`. */
export async function deleteForgottenRows(sql: Sql, companyId: string, before: Date): Promise<void> {
  await sql.query({
    name: "imports.delete_forgotten_rows",
    text: `DELETE FROM import_rows r USING imports i WHERE i.company_id = $1 AND i.completed_at IS NULL
             AND i.last_batch_at < $2 AND r.company_id = $1 AND r.import_id = i.id`,
    values: [companyId, before],
  });
}

interface ImportRow extends Row {
  id: string;
  company_id: string;
  actor: string;
  file_name: string | null;
  started_at: Date;
  completed_at: Date | null;
  created: string;
  updated: string;
  unchanged: string;
  failed: string;
}

const COLUMNS = `i.id, i.company_id, i.actor, i.file_name, i.started_at, i.completed_at, i.created, i.updated,
  i.unchanged, i.failed`;

const ORDER: ListOrder = {
  columns: { startedAt: { sql: "i.place", type: "bigint" } },
  standing: [{ sql: "i.place", type: "bigint" }],
};

/** One page of a company's imports, in the order in which they began. */
export function selectImports(sql: Sql, companyId: string, page: PageRequest): Promise<Page<Import>> {
  const list = {
    name: "imports.list",
    columns: COLUMNS,
    from: "imports i",
    where: "i.company_id = $1",
    values: [companyId],
    order: ORDER,
  };
  return fetchPage<ImportRow, Import>(sql, list, page, importFromRow);
}

/** One import. */
export async function selectImport(sql: Sql, companyId: string, id: string): Promise<Import | undefined> {
  const row = await first<ImportRow>(sql, {
    name: "imports.select",
    text: `SELECT ${COLUMNS} FROM imports i WHERE i.company_id = $1 AND i.id = $2`,
    values: [companyId, id],
  });
  return row && importFromRow(row);
}

function importFromRow(row: ImportRow): Import {
  return {
    id: row.id,
    companyId: row.company_id,
    actor: row.actor,
    fileName: row.file_name,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    created: Number(row.created),
    updated: Number(row.updated),
    unchanged: Number(row.unchanged),
    failed: Number(row.failed),
  };
}
