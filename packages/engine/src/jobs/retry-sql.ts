import type { Sql } from "../storage/sql.ts";

/**
 * The entries of a finished job's failed and abandoned items in the job's order, or of those that failed for one cause.
 * Left out: entries that are gone, and those that a later job exported.
 */
export async function selectRetryableEntries(
  sql: Sql,
  input: { companyId: string; jobId: string; failureReasonType: string | undefined },
): Promise<string[]> {
  const rows = await sql.query<{ entry_id: string }>({
    name: "jobs.select_retryable_entries",
    text: `SELECT i.entry_id FROM export_job_items i
           WHERE i.company_id = $1 AND i.job_id = $2 AND i.status IN ('failed', 'abandoned')
             AND ($3::text IS NULL OR i.failure_reason_type = $3)
             AND EXISTS (SELECT 1 FROM accounting_entries e WHERE e.company_id = $1 AND e.id = i.entry_id)
             -- OFFSET keeps this a look at each entry's own few items.
             AND NOT EXISTS (
               SELECT 1 FROM export_job_items o JOIN export_jobs later ON later.company_id = $1 AND later.id = o.job_id
               WHERE o.company_id = $1 AND o.entry_id = i.entry_id AND o.status = 'successful'
                 AND later.number > (SELECT number FROM export_jobs WHERE company_id = $1 AND id = $2) OFFSET 0)
           ORDER BY i.position`,
    values: [input.companyId, input.jobId, input.failureReasonType ?? null],
  });
  return rows.map((row) => row.entry_id);
}
