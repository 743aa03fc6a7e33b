import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Row, Sql } from "../storage/sql.ts";
import type { KindedRecord } from "./making-book.ts";
import type { StoredRecord } from "./matching.ts";
import type { ListedKind, ReferenceKind } from "./model.ts";

interface RecordRow extends Row {
  id: string;
  group_code: string;
  code: string;
  doc: string;
}

function recordFromRow(row: RecordRow): StoredRecord {
  return { id: row.id, groupCode: row.group_code, code: row.code, doc: row.doc };
}

/**
 * Keeps other changes of the company's reference data out until the transaction ends; false when there is no such
 * company. Foreign keys to the company don't wait for it.
 */
export async function lockCompany(sql: Sql, companyId: string): Promise<boolean> {
  const rows = await sql.query({
    text: "SELECT 1 FROM companies WHERE id = $1 FOR NO KEY UPDATE",
    values: [companyId],
  });
  return rows.length > 0;
}

export async function raiseReferenceVersion(sql: Sql, companyId: string): Promise<void> {
  await sql.query({
    text: "UPDATE companies SET reference_version = reference_version + 1 WHERE id = $1",
    values: [companyId],
  });
}

/** The records with one of these ids, or with one of these names (the parallel arrays). */
export async function selectRecords(
  sql: Sql,
  companyId: string,
  kind: ReferenceKind,
  wanted: { ids: string[]; groupCodes: string[]; codes: string[] },
): Promise<StoredRecord[]> {
  const rows = await sql.query<RecordRow>({
    text: `SELECT r.id, r.group_code, r.code, r.doc FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT * FROM reference_records WHERE company_id = $1 AND kind = $2 AND id = wanted.id OFFSET 0) AS r
           UNION
           SELECT r.id, r.group_code, r.code, r.doc FROM unnest($4::text[], $5::text[]) AS wanted (group_code, code)
           CROSS JOIN LATERAL (
             SELECT * FROM reference_records
             WHERE company_id = $1 AND kind = $2 AND group_code = wanted.group_code AND code = wanted.code OFFSET 0) AS r`,
    values: [companyId, kind, wanted.ids, wanted.groupCodes, wanted.codes],
  });
  return rows.map(recordFromRow);
}

/** Inserts records, or replaces those with the same id. */
export async function putRecords(
  sql: Sql,
  companyId: string,
  kind: ReferenceKind,
  records: readonly StoredRecord[],
  at: Date,
): Promise<void> {
  await sql.query({
    text: `INSERT INTO reference_records (company_id, kind, id, group_code, code, doc, created_at, updated_at)
           SELECT $1, $2, record.id, record.group_code, record.code, record.doc, $3, $3
           FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[]) AS record (id, group_code, code, doc)
           ON CONFLICT (company_id, kind, id) DO UPDATE SET doc = excluded.doc, updated_at = excluded.updated_at`,
    values: [
      companyId,
      kind,
      at,
      records.map((record) => record.id),
      records.map((record) => record.groupCode),
      records.map((record) => record.code),
      records.map((record) => record.doc),
    ],
  });
}

/** Everything that entries may point to. */
export async function selectAllRecords(sql: Sql, companyId: string): Promise<KindedRecord[]> {
  const rows = await sql.query<RecordRow & { kind: ReferenceKind }>({
    name: "reference.all",
    text: `SELECT r.kind, r.id, r.group_code, r.code, r.doc FROM reference_records r
           WHERE r.company_id = $1 AND r.kind <> 'tag_group'`,
    values: [companyId],
  });
  return rows.map((row) => ({ kind: row.kind, ...recordFromRow(row) }));
}

const CODE: SortColumn = { sql: "r.code", type: "text" };

const ORDER: ListOrder = {
  columns: { id: { sql: "r.id", type: "uuid" }, code: CODE },
  standing: [CODE],
};

/** One page of tag groups as JSON texts, each with all its tags by code. */
export function selectTagGroupPage(sql: Sql, companyId: string, page: PageRequest): Promise<Page<string>> {
  const list = {
    name: "reference.list_tag_groups",
    columns: `r.doc, (SELECT coalesce(string_agg(t.doc, ',' ORDER BY t.code), '') FROM reference_records t
      WHERE t.company_id = r.company_id AND t.kind = 'tag' AND t.group_code = r.code) AS tags`,
    from: "reference_records r",
    where: "r.company_id = $1 AND r.kind = 'tag_group' AND r.group_code = ''",
    values: [companyId],
    order: ORDER,
  };
  return fetchPage<{ doc: string; tags: string }, string>(
    sql,
    list,
    page,
    (row) => `${row.doc.slice(0, -1)},"tags":[${row.tags}]}`,
  );
}

export function selectRecordPage(
  sql: Sql,
  companyId: string,
  kind: ListedKind,
  page: PageRequest,
): Promise<Page<string>> {
  const list = {
    name: "reference.list",
    columns: "r.doc",
    from: "reference_records r",
    // Only tags are in a group. Said, so that the order by code is the index's.
    where: "r.company_id = $1 AND r.kind = $2 AND r.group_code = ''",
    values: [companyId, kind],
    order: ORDER,
  };
  return fetchPage<{ doc: string }, string>(sql, list, page, (row) => row.doc);
}
