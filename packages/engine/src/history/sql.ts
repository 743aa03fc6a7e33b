import type { Page, PageRequest } from "../paging/page.ts";
import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Row, Sql } from "../storage/sql.ts";
import type { Change, EntryChanges, HistoryRecord, HistorySubject, SaidRecord } from "./model.ts";

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

export async function insertHistoryOfSaid(
  sql: Sql,
  said: { companyId: string; importId: string | null; records: readonly SaidRecord[] } & Stamp,
): Promise<void> {
  const { records } = said;
  await sql.query({
    name: "history.insert_said",
    text: `INSERT INTO history (company_id, at, actor, import_id, subject, entry_id, from_status, to_status, reason, changes)
           SELECT $1, $2, $3, $4, 'entry', *
           FROM unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[])`,
    values: [
      said.companyId,
      said.at,
      said.actor,
      said.importId,
      records.map((record) => record.entryId),
      records.map((record) => record.from),
      records.map((record) => record.to),
      records.map((record) => record.reason),
      records.map((record) => record.changes),
    ],
  });
}

const COLUMNS = `h.id, h.at, h.actor, h.subject, h.job_id, h.entry_id, h.from_status, h.to_status, h.reason, h.import_id,
  h.changes, coalesce(
    (SELECT e.external_ref FROM accounting_entries e WHERE e.company_id = h.company_id AND e.id = h.entry_id),
    (SELECT d.external_ref FROM deleted_entries d WHERE d.company_id = h.company_id AND d.id = h.entry_id)
  ) AS external_ref`;

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
  import_id: string | null;
  changes: string | null;
  external_ref: string | null;
}

function recordFromRow(row: HistoryRow): HistoryRecord {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    subject: row.subject,
    jobId: row.job_id,
    accountingEntryId: row.entry_id,
    externalRef: row.external_ref,
    from: row.from_status,
    to: row.to_status,
    reason: row.reason,
    importId: row.import_id,
    changes: row.changes === null ? null : (JSON.parse(row.changes) as HistoryRecord["changes"]),
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

/**
 * Days are of UTC, both included; one that is absent leaves that side open. A first page finds the period by its time, as
 * its count does. The pages after it begin where the one before ended and so read on by id: found by time, each would sort all
 * that is left of the period. No planner's guess may decide between the two.
 */
export function selectCompanyHistory(
  sql: Sql,
  companyId: string,
  period: { from: string | undefined; to: string | undefined },
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  const values: unknown[] = [companyId];
  const within: string[] = [];
  const names = ["history.company"];
  if (period.from !== undefined) {
    within.push(`h.at >= $${values.push(period.from)}::date::timestamp AT TIME ZONE 'UTC'`);
    names.push("from");
  }
  if (period.to !== undefined) {
    within.push(`h.at < ($${values.push(period.to)}::date + 1)::timestamp AT TIME ZONE 'UTC'`);
    names.push("to");
  }
  const readsOn = page.after !== undefined || page.before !== undefined;
  const time =
    readsOn && within.length > 0 ? [`CASE WHEN ${within.join(" AND ")} THEN 1 END IS NOT NULL`] : within;
  const where = ["h.company_id = $1", ...time].join(" AND ");
  return historyPage(sql, names.join("."), where, values, page);
}

export function selectJobHistory(
  sql: Sql,
  companyId: string,
  jobId: string,
  page: PageRequest,
): Promise<Page<HistoryRecord>> {
  return historyPage(sql, "history.job", "h.company_id = $1 AND h.job_id = $2", [companyId, jobId], page);
}

/** The ids first, then each record by its id: an OR of the two kinds goes through all that the company has. */
const OF_ENTRY = `(WITH own AS MATERIALIZED (
    SELECT id, subject, job_id, to_status FROM history WHERE company_id = $1 AND entry_id = $2)
  SELECT id FROM own
  UNION ALL
  SELECT whole.id FROM export_job_items i CROSS JOIN LATERAL (
    SELECT w.id, w.job_id, w.subject FROM history w
    WHERE w.company_id = $1 AND w.job_id = i.job_id AND w.entry_id IS NULL OFFSET 0) AS whole
  WHERE i.company_id = $1 AND i.entry_id = $2 AND (whole.subject <> 'entry' OR NOT EXISTS (
    SELECT 1 FROM own WHERE own.subject = 'entry' AND own.job_id = whole.job_id AND own.to_status = 'EXPORTED'
      AND own.id < whole.id))
  ) AS wanted CROSS JOIN LATERAL (SELECT * FROM history WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS h`;

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
  const list = {
    name: "history.entry",
    columns: COLUMNS,
    from: OF_ENTRY,
    where: "h.company_id = $1",
    values: [companyId, entryId],
    order: ORDER,
  };
  return fetchPage<HistoryRow, HistoryRecord>(sql, list, page, recordFromRow);
}

/** Whether the company has or had such an entry. */
export async function entryIsKnown(sql: Sql, companyId: string, entryId: string): Promise<boolean> {
  const rows = await sql.query({
    name: "history.entry_is_known",
    text: `SELECT 1 WHERE EXISTS (SELECT 1 FROM accounting_entries WHERE company_id = $1 AND id = $2)
             OR EXISTS (SELECT 1 FROM history WHERE company_id = $1 AND entry_id = $2)`,
    values: [companyId, entryId],
  });
  return rows.length > 0;
}
