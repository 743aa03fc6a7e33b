import type { Page, PageRequest } from "../paging/page.ts";
import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Row, Sql } from "../storage/sql.ts";
import type { Change, EntryChanges, HistoryRecord, HistorySubject } from "./model.ts";

interface Stamp {
  at: Date;
  actor: string;
}

export async function insertHistory(sql: Sql, record: Change & Stamp): Promise<void> {
  await sql.query({
    name: "history.insert",
    text: `INSERT INTO history (company_id, at, actor, subject, job_id, from_status, to_status, reason)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      record.companyId,
      record.at,
      record.actor,
      record.subject,
      record.jobId,
      record.from,
      record.to,
      record.reason,
    ],
  });
}

export async function insertHistoryOfEntries(sql: Sql, changes: EntryChanges & Stamp): Promise<void> {
  await sql.query({
    name: "history.insert_entries",
    text: `INSERT INTO history (company_id, at, actor, job_id, subject, entry_id, from_status, to_status, reason)
           SELECT $1, $2, $3, $4, * FROM unnest($5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[])`,
    values: [
      changes.companyId,
      changes.at,
      changes.actor,
      changes.jobId,
      changes.subjects,
      changes.entryIds,
      changes.from,
      changes.to,
      changes.reasons,
    ],
  });
}

const COLUMNS = "h.id, h.at, h.actor, h.subject, h.job_id, h.entry_id, h.from_status, h.to_status, h.reason";

const ORDER: ListOrder = {
  columns: { id: { sql: "h.id", type: "bigint" } },
  standing: [{ sql: "h.id", type: "bigint" }],
};

interface HistoryRow extends Row {
  id: string;
  at: Date;
  actor: string;
  subject: HistorySubject;
  job_id: string | null;
  entry_id: string | null;
  from_status: string | null;
  to_status: string;
  reason: string | null;
}

function recordFromRow(row: HistoryRow): HistoryRecord {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    subject: row.subject,
    jobId: row.job_id,
    accountingEntryId: row.entry_id,
    from: row.from_status,
    to: row.to_status,
    reason: row.reason,
  };
}

function historyPage(
  sql: Sql,
  name: string,
  where: string,
  values: readonly unknown[],
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  const list = { name, columns: COLUMNS, from: "history h", where, values, order: ORDER };
  return fetchPage<HistoryRow, HistoryRecord>(sql, list, page, recordFromRow);
}

export function selectCompanyHistory(
  sql: Sql,
  companyId: string,
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  return historyPage(sql, "history.company", "h.company_id = $1", [companyId], page);
}

export function selectJobHistory(
  sql: Sql,
  companyId: string,
  jobId: string,
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  return historyPage(sql, "history.job", "h.company_id = $1 AND h.job_id = $2", [companyId, jobId], page);
}

/**
 * The entry's own records, and those of its jobs that speak of the job or of all its entries or items. An entry that was
 * exported while its job was pending did not become EXPORTING with the others.
 */
export function selectEntryHistory(
  sql: Sql,
  companyId: string,
  entryId: string,
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  const where = `h.company_id = $1 AND (h.entry_id = $2 OR (h.entry_id IS NULL AND h.job_id IN (
    SELECT i.job_id FROM export_job_items i WHERE i.company_id = $1 AND i.entry_id = $2)
    AND (h.subject <> 'entry' OR NOT EXISTS (SELECT 1 FROM history own WHERE own.company_id = $1 AND own.entry_id = $2
      AND own.subject = 'entry' AND own.job_id = h.job_id AND own.to_status = 'EXPORTED' AND own.id < h.id))))`;
  return historyPage(sql, "history.entry", where, [companyId, entryId], page);
}

/** Whether the company has such an entry. */
export async function entryExists(sql: Sql, companyId: string, entryId: string): Promise<boolean> {
  const rows = await sql.query({
    name: "history.entry_exists",
    text: "SELECT 1 FROM accounting_entries WHERE company_id = $1 AND id = $2",
    values: [companyId, entryId],
  });
  return rows.length > 0;
}
