import type { BookkeepingMethod } from "../tenants/model.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import { PROBLEM_LIST } from "../readiness/problems-sql.ts";
import type { ProblemRow } from "../readiness/model.ts";
import type { ExportStatus } from "./model.ts";

/** An entry with the status that its lock and its job give it. */
export interface EntryRecord extends Row {
  id: string;
  company_id: string;
  bookkeeping_method: BookkeepingMethod;
  source: string;
  item_template: string;
  created_at: Date;
  updated_at: Date;
  export_status: ExportStatus;
  problems: ProblemRow[];
}

/** An entry's export status (contract 3.4) out of its lock `l` and its job `j`. */
export const EXPORT_STATUS = `CASE WHEN l.entry_id IS NULL THEN 'NOT_EXPORTED' WHEN l.job_id IS NULL THEN 'EXPORTED'
  WHEN j.status = 'pending' THEN 'QUEUED' ELSE 'EXPORTING' END`;

export const RECORD_COLUMNS = `e.id, e.company_id, e.bookkeeping_method, e.source, e.item_template, e.created_at,
  e.updated_at, ${EXPORT_STATUS} AS export_status, ${PROBLEM_LIST} AS problems`;

const WITH_STATUS = `LEFT JOIN entry_locks l ON l.company_id = e.company_id AND l.entry_id = e.id
  LEFT JOIN export_jobs j ON j.company_id = l.company_id AND j.id = l.job_id`;

export const RECORD_TABLES = `accounting_entries e ${WITH_STATUS}`;

/** The same of the entries that the parameter, a list of ids, names: each looked up by its key, lest all are read. */
export function recordTablesOf(ids: string): string {
  return `(SELECT DISTINCT unnest(${ids}::uuid[]) AS id) AS wanted CROSS JOIN LATERAL (
    SELECT * FROM accounting_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS e ${WITH_STATUS}`;
}

/** One entry as it stands. */
export function selectEntry(sql: Sql, companyId: string, id: string): Promise<EntryRecord | undefined> {
  return first(sql, {
    name: "entries.select",
    text: `SELECT ${RECORD_COLUMNS} FROM ${RECORD_TABLES} WHERE e.company_id = $1 AND e.id = $2`,
    values: [companyId, id],
  });
}
