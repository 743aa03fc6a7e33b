import type { ListOrder } from "../paging/keyset.ts";
import { JOB_NUMBER } from "../jobs/sql.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import type { ExportJobItem, ItemStatus } from "./model.ts";

const COLUMNS = `i.job_id, i.entry_id, i.status, i.exported_at, i.external_id, i.external_url, i.failure_reason,
  i.failure_reason_type`;

/** What a list of items can be sorted by (contract section 1, Sorting keys). */
const ORDER: ListOrder = {
  columns: {
    accountingEntryId: { sql: "i.entry_id", type: "uuid" },
    status: { sql: "i.status", type: "text" },
    exportedAt: { sql: "i.exported_at", type: "timestamptz", nullable: true },
  },
  standing: [{ sql: "i.position", type: "integer" }],
};

interface ItemRow extends Row {
  job_id: string;
  entry_id: string;
  status: ItemStatus;
  exported_at: Date | null;
  external_id: string | null;
  external_url: string | null;
  failure_reason: string | null;
  failure_reason_type: string | null;
}

function itemFromRow(row: ItemRow): ExportJobItem {
  return {
    accountingEntryId: row.entry_id,
    exportJobId: row.job_id,
    status: row.status,
    exportedAt: row.exported_at,
    externalId: row.external_id,
    externalUrl: row.external_url,
    failureReason: row.failure_reason,
    failureReasonType: row.failure_reason_type,
  };
}

/** Inserts a pending item per entry, in the order of `entryIds`. */
export async function insertItems(
  sql: Sql,
  companyId: string,
  jobId: string,
  entryIds: string[],
): Promise<void> {
  await sql.query({
    name: "items.insert",
    text: `INSERT INTO export_job_items (company_id, job_id, entry_id, position, status)
           SELECT $1, $2, wanted.id, wanted.position, 'pending'
           FROM unnest($3::uuid[]) WITH ORDINALITY AS wanted (id, position)`,
    values: [companyId, jobId, entryIds],
  });
}

/** The items of given entries in one job; each is looked up by its key, whatever the planner knows of a table just filled. */
export async function selectItems(
  sql: Sql,
  companyId: string,
  jobId: string,
  entryIds: string[],
): Promise<ExportJobItem[]> {
  const rows = await sql.query<ItemRow>({
    name: "items.select",
    text: `SELECT ${COLUMNS} FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT * FROM export_job_items WHERE company_id = $1 AND job_id = $2 AND entry_id = wanted.id OFFSET 0) AS i`,
    values: [companyId, jobId, entryIds],
  });
  return rows.map(itemFromRow);
}

/** Beside each item `i`, the number of its job: looked up by its key, so that no plan walks through all jobs. */
const WITH_JOB_NUMBER = `CROSS JOIN LATERAL (
  SELECT number FROM export_jobs WHERE company_id = i.company_id AND id = i.job_id OFFSET 0) AS j`;

/** The entry's item in the newest of its jobs. */
export async function selectNewestItem(
  sql: Sql,
  companyId: string,
  entryId: string,
): Promise<ExportJobItem | undefined> {
  const row = await first<ItemRow>(sql, {
    name: "items.select_newest",
    text: `SELECT ${COLUMNS} FROM export_job_items i ${WITH_JOB_NUMBER}
           WHERE i.company_id = $1 AND i.entry_id = $2 ORDER BY j.number DESC LIMIT 1`,
    values: [companyId, entryId],
  });
  return row === undefined ? undefined : itemFromRow(row);
}

/**
 * Writes back changed items; the caller holds the job's lock, has read the items under it and has checked each change.
 * All rows are there, so nothing is inserted: a conflict is looked up by the key, row by row, where an UPDATE that joins
 * the new values reads the whole job as long as the planner knows nothing of it (10,000 items: 10 ms in place of 1).
 */
export async function updateItems(
  sql: Sql,
  companyId: string,
  jobId: string,
  items: readonly ExportJobItem[],
): Promise<void> {
  await sql.query({
    name: "items.update",
    text: `INSERT INTO export_job_items AS i (company_id, job_id, position, entry_id, status, exported_at, external_id,
             external_url, failure_reason, failure_reason_type)
           SELECT $1, $2, 0, * FROM unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[])
           ON CONFLICT (company_id, job_id, entry_id) DO UPDATE SET status = excluded.status,
             exported_at = excluded.exported_at, external_id = excluded.external_id, external_url = excluded.external_url,
             failure_reason = excluded.failure_reason, failure_reason_type = excluded.failure_reason_type
           WHERE i.status <> 'abandoned'`,
    values: [
      companyId,
      jobId,
      items.map((item) => item.accountingEntryId),
      items.map((item) => item.status),
      items.map((item) => item.exportedAt),
      items.map((item) => item.externalId),
      items.map((item) => item.externalUrl),
      items.map((item) => item.failureReason),
      items.map((item) => item.failureReasonType),
    ],
  });
}

/** How many of a job's items are successful. */
export async function countSuccessful(sql: Sql, companyId: string, jobId: string): Promise<number> {
  const row = await first<{ successful: string }>(sql, {
    name: "items.count_successful",
    text: `SELECT count(*) AS successful FROM export_job_items
           WHERE company_id = $1 AND job_id = $2 AND status = 'successful'`,
    values: [companyId, jobId],
  });
  return Number(row?.successful ?? 0);
}

/**
 * Gives up every item of a job that has the status `from`, with a history record for each. One status a statement:
 * joining the rows with their former selves is planned badly on a table that has just been filled.
 */
export async function abandonItems(
  sql: Sql,
  companyId: string,
  jobId: string,
  from: "pending" | "in_progress",
  stamp: { at: Date; actor: string; reason: string | null },
): Promise<void> {
  await sql.query({
    name: "items.abandon",
    text: `WITH abandoned AS (
             UPDATE export_job_items SET status = 'abandoned'
             WHERE company_id = $1 AND job_id = $2 AND status = $3 RETURNING entry_id
           )
           INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status, reason)
           SELECT $1, $4, $5, 'item', $2, entry_id, $3, 'abandoned', $6 FROM abandoned`,
    values: [companyId, jobId, from, stamp.at, stamp.actor, stamp.reason],
  });
}

/** The items of one job; `total` is known without counting when no status is asked for. */
export function selectJobItems(
  sql: Sql,
  input: { companyId: string; jobId: string; numberOfItems: number; status?: ItemStatus; page: PageRequest },
): Promise<Page<ExportJobItem>> {
  const { companyId, jobId, status } = input;
  const list = {
    name: status === undefined ? "items.of_job" : "items.of_job_by_status",
    columns: COLUMNS,
    from: "export_job_items i",
    where: `i.company_id = $1 AND i.job_id = $2 ${status === undefined ? "" : "AND i.status = $3"}`,
    values: status === undefined ? [companyId, jobId] : [companyId, jobId, status],
    order: ORDER,
    ...(status === undefined ? { total: input.numberOfItems } : {}),
  };
  return fetchPage<ItemRow, ExportJobItem>(sql, list, input.page, itemFromRow);
}

/** The items of given entries in all jobs of the company, oldest job first, within a job in its order. */
export function selectItemsOfEntries(
  sql: Sql,
  input: { companyId: string; entryIds: string[]; status?: ItemStatus; page: PageRequest },
): Promise<Page<ExportJobItem>> {
  const { companyId, entryIds, status } = input;
  const list = {
    name: status === undefined ? "items.of_entries" : "items.of_entries_by_status",
    columns: COLUMNS,
    from: `(SELECT DISTINCT unnest($2::uuid[]) AS id) AS wanted CROSS JOIN LATERAL (
      SELECT * FROM export_job_items WHERE company_id = $1 AND entry_id = wanted.id OFFSET 0) AS i ${WITH_JOB_NUMBER}`,
    where: `i.company_id = $1 ${status === undefined ? "" : "AND i.status = $3"}`,
    values: status === undefined ? [companyId, entryIds] : [companyId, entryIds, status],
    order: {
      columns: ORDER.columns,
      standing: [JOB_NUMBER, ...ORDER.standing],
    },
  };
  return fetchPage<ItemRow, ExportJobItem>(sql, list, input.page, itemFromRow);
}
