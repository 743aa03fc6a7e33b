import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import { type ExportJob, type JobStatus, isFinished } from "./model.ts";

/** The columns of a job, for every statement that gives one back. */
export const JOB_COLUMNS = `j.company_id, j.id, j.status, j.created_at, j.expires_in, j.is_interactive, j.number_of_items,
  j.vendor_based_bookkeeping, j.created_by, j.started_at, j.completed_at, j.last_updated_at, j.expired_at, j.expires_at,
  j.failure_reason, j.failure_reason_type`;

export interface JobRow extends Row {
  company_id: string;
  id: string;
  status: JobStatus;
  created_at: Date;
  expires_in: number;
  is_interactive: boolean;
  number_of_items: number;
  vendor_based_bookkeeping: boolean;
  created_by: string | null;
  started_at: Date | null;
  completed_at: Date | null;
  last_updated_at: Date;
  expired_at: Date | null;
  expires_at: Date;
  failure_reason: string | null;
  failure_reason_type: string | null;
}

/** Counts a company's jobs in the order in which they were made; times and ids come from clocks, which may go back. */
export const JOB_NUMBER: SortColumn = { sql: "j.number", type: "bigint" };

/** What a list of jobs can be sorted by (contract section 1, Sorting keys). */
export const JOB_ORDER: ListOrder = {
  columns: {
    createdAt: JOB_NUMBER,
    lastUpdatedAt: { sql: "j.last_updated_at", type: "timestamptz" },
    startedAt: { sql: "j.started_at", type: "timestamptz", nullable: true },
    completedAt: { sql: "j.completed_at", type: "timestamptz", nullable: true },
    status: { sql: "j.status", type: "text" },
    id: { sql: "j.id", type: "uuid" },
  },
  standing: [JOB_NUMBER],
};

export function jobFromRow(row: JobRow): ExportJob {
  return {
    companyId: row.company_id,
    id: row.id,
    status: row.status,
    createdAt: row.created_at,
    expiresIn: row.expires_in,
    isInteractive: row.is_interactive,
    numberOfItems: row.number_of_items,
    vendorBasedBookkeeping: row.vendor_based_bookkeeping,
    createdBy: row.created_by,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    lastUpdatedAt: row.last_updated_at,
    expiredAt: row.expired_at,
    failureReason: row.failure_reason,
    failureReasonType: row.failure_reason_type,
  };
}

/** The status that counts at `now`: a job whose time has run out has failed, also while no one has written it down. */
export function statusNow(job: JobRow, now: Date): JobStatus {
  return isFinished(job.status) || job.expires_at > now ? job.status : "failed";
}

export function selectJob(sql: Sql, companyId: string, jobId: string): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.select",
    text: `SELECT ${JOB_COLUMNS} FROM export_jobs j WHERE j.company_id = $1 AND j.id = $2`,
    values: [companyId, jobId],
  });
}

/** The row is the lock under which everything that belongs to the job changes. */
export function lockJob(sql: Sql, companyId: string, jobId: string): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.lock",
    text: `SELECT ${JOB_COLUMNS} FROM export_jobs j WHERE j.company_id = $1 AND j.id = $2 FOR NO KEY UPDATE`,
    values: [companyId, jobId],
  });
}

/** The company's unfinished job, if any; there is at most one. */
export function selectUnfinishedJob(sql: Sql, companyId: string): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.select_unfinished",
    text: `SELECT ${JOB_COLUMNS} FROM export_jobs j
           WHERE j.company_id = $1 AND j.status IN ('pending', 'in_progress')`,
    values: [companyId],
  });
}

/** Jobs of all companies whose time has run out, oldest first. */
export function selectOverdueJobs(sql: Sql, now: Date, limit: number): Promise<{ company_id: string }[]> {
  return sql.query({
    name: "jobs.select_overdue",
    text: `SELECT company_id FROM export_jobs
           WHERE status IN ('pending', 'in_progress') AND expires_at <= $1 ORDER BY expires_at LIMIT $2`,
    values: [now, limit],
  });
}

export interface NewJob {
  companyId: string;
  id: string;
  isInteractive: boolean;
  vendorBasedBookkeeping: boolean;
  numberOfItems: number;
  expiresIn: number;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/**
 * Inserts a pending job under the company's next number; undefined when the company has an unfinished one, also one
 * being inserted right now. The counter's row is locked until the transaction ends.
 */
export function insertJob(sql: Sql, job: NewJob): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.insert",
    text: `WITH counted AS (
             INSERT INTO job_counters AS c (company_id, last_number) VALUES ($1, 1)
             ON CONFLICT (company_id) DO UPDATE SET last_number = c.last_number + 1
             RETURNING last_number
           )
           INSERT INTO export_jobs AS j (company_id, id, status, number, is_interactive, vendor_based_bookkeeping,
             number_of_items, expires_in, created_by, created_at, last_updated_at, expires_at)
           SELECT $1, $2, 'pending', last_number, $3, $4, $5, $6, $7, $8, $8, $9 FROM counted
           ON CONFLICT (company_id) WHERE status IN ('pending', 'in_progress') DO NOTHING
           RETURNING ${JOB_COLUMNS}`,
    values: [
      job.companyId,
      job.id,
      job.isInteractive,
      job.vendorBasedBookkeeping,
      job.numberOfItems,
      job.expiresIn,
      job.createdBy,
      job.createdAt,
      job.expiresAt,
    ],
  });
}

/**
 * Marks a pending job as started and renews it. Here and below GREATEST keeps a job's own times in their order, when
 * another clock has taken over since; the time to live counts by the clock that is.
 */
export function startJob(sql: Sql, companyId: string, jobId: string, now: Date): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.start",
    text: `UPDATE export_jobs j SET status = 'in_progress',
             started_at = GREATEST(last_updated_at, $3), last_updated_at = GREATEST(last_updated_at, $3),
             expires_at = $3::timestamptz + expires_in * interval '1 second'
           WHERE company_id = $1 AND id = $2 AND status = 'pending' RETURNING ${JOB_COLUMNS}`,
    values: [companyId, jobId, now],
  });
}

export interface JobEnd {
  status: JobStatus;
  completedAt: Date;
  /** Whether it ended because its time had run out, at `completedAt`. */
  expired: boolean;
  failureReason: string | null;
  failureReasonType: string | null;
}

/** Ends an unfinished job. */
export function finishJob(
  sql: Sql,
  companyId: string,
  jobId: string,
  end: JobEnd,
): Promise<JobRow | undefined> {
  return first(sql, {
    name: "jobs.finish",
    text: `UPDATE export_jobs j SET status = $3, completed_at = GREATEST(last_updated_at, $4),
             last_updated_at = GREATEST(last_updated_at, $4), expired_at = CASE WHEN $5 THEN GREATEST(last_updated_at, $4) END,
             failure_reason = $6, failure_reason_type = $7
           WHERE company_id = $1 AND id = $2 AND status IN ('pending', 'in_progress') RETURNING ${JOB_COLUMNS}`,
    values: [
      companyId,
      jobId,
      end.status,
      end.completedAt,
      end.expired,
      end.failureReason,
      end.failureReasonType,
    ],
  });
}

/** Renews an unfinished job: its time starts again. */
export async function renewJob(sql: Sql, companyId: string, jobId: string, now: Date): Promise<void> {
  await sql.query({
    name: "jobs.renew",
    text: `UPDATE export_jobs SET last_updated_at = GREATEST(last_updated_at, $3),
             expires_at = $3::timestamptz + expires_in * interval '1 second' WHERE company_id = $1 AND id = $2`,
    values: [companyId, jobId, now],
  });
}

/** Keeps what the job's entries are: their types, and the currencies of the wallets that they move money in or out of. */
export async function describeJob(
  sql: Sql,
  companyId: string,
  jobId: string,
  entryTypes: readonly string[],
  walletCurrencies: readonly string[],
): Promise<void> {
  await sql.query({
    name: "jobs.describe",
    text: "UPDATE export_jobs SET entry_types = $3, wallet_currencies = $4 WHERE company_id = $1 AND id = $2",
    values: [companyId, jobId, entryTypes, walletCurrencies],
  });
}
