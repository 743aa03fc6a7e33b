import { type Sql, first } from "../storage/sql.ts";

interface Stamp {
  at: Date;
  actor: string;
}

/**
 * Takes entries into a job: a lock and a history record each, in the order of their ids so that concurrent writers
 * can't deadlock. Gives how many entries there were to take; one that a committed job holds is not among them.
 */
export async function lockEntriesForJob(
  sql: Sql,
  companyId: string,
  jobId: string,
  entryIds: string[],
  stamp: Stamp,
): Promise<number> {
  const row = await first<{ locked: string }>(sql, {
    name: "locks.take",
    text: `WITH locked AS (
             INSERT INTO entry_locks (company_id, entry_id, job_id, exported)
             SELECT $1, e.id, $2, false FROM unnest($3::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
               SELECT id FROM accounting_entries WHERE company_id = $1 AND id = wanted.id OFFSET 0) AS e
             ORDER BY e.id
             ON CONFLICT (company_id, entry_id) DO UPDATE SET job_id = excluded.job_id WHERE entry_locks.job_id IS NULL
             RETURNING entry_id, exported
           ), recorded AS (
             INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status)
             SELECT $1, $4, $5, 'entry', $2, entry_id, CASE WHEN exported THEN 'EXPORTED' ELSE 'NOT_EXPORTED' END, 'QUEUED'
             FROM locked
           )
           SELECT count(*) AS locked FROM locked`,
    values: [companyId, jobId, entryIds, stamp.at, stamp.actor],
  });
  return Number(row?.locked ?? 0);
}

/**
 * Marks entries of a job as exported: from here on they are locked for that reason, not by the job. Their locks are there,
 * so nothing is inserted: a conflict is looked up by the key, where a list of keys may have PostgreSQL read all of the company.
 */
export async function markExported(
  sql: Sql,
  companyId: string,
  jobId: string,
  entryIds: string[],
): Promise<void> {
  await sql.query({
    name: "locks.mark_exported",
    text: `INSERT INTO entry_locks (company_id, entry_id, job_id, exported)
           SELECT $1, id, NULL, true FROM unnest($3::uuid[]) AS wanted (id)
           ON CONFLICT (company_id, entry_id) DO UPDATE SET job_id = NULL, exported = true WHERE entry_locks.job_id = $2`,
    values: [companyId, jobId, entryIds],
  });
}

/**
 * Gives back the entries that a finished job still holds: to EXPORTED when an earlier export succeeded, else to
 * NOT_EXPORTED; with a history record each. `from` is the status they had in the job.
 */
export async function releaseEntries(
  sql: Sql,
  companyId: string,
  jobId: string,
  from: "QUEUED" | "EXPORTING",
  stamp: Stamp,
): Promise<void> {
  await sql.query({
    name: "locks.release",
    // The array is looked up row by row in the primary key, whatever the planner knows of a table just filled.
    text: `WITH freed AS (
             DELETE FROM entry_locks WHERE company_id = $1 AND job_id = $2 AND NOT exported AND entry_id = ANY (ARRAY(
               SELECT entry_id FROM export_job_items WHERE company_id = $1 AND job_id = $2))
             RETURNING entry_id
           ), kept AS (
             UPDATE entry_locks SET job_id = NULL WHERE company_id = $1 AND job_id = $2 AND exported AND entry_id = ANY (ARRAY(
               SELECT entry_id FROM export_job_items WHERE company_id = $1 AND job_id = $2))
             RETURNING entry_id
           )
           INSERT INTO history (company_id, at, actor, subject, job_id, entry_id, from_status, to_status)
           SELECT $1, $4, $5, 'entry', $2, released.entry_id, $3, released.to_status
           FROM (SELECT entry_id, 'NOT_EXPORTED' AS to_status FROM freed
                 UNION ALL SELECT entry_id, 'EXPORTED' FROM kept) AS released`,
    values: [companyId, jobId, from, stamp.at, stamp.actor],
  });
}

/** Up to ten of the given ids that no entry of the company has, in the order given. */
export async function selectMissingEntries(
  sql: Sql,
  companyId: string,
  entryIds: readonly string[],
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>({
    name: "locks.select_missing",
    text: `SELECT wanted.id FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, position)
           WHERE (SELECT e.id FROM accounting_entries e WHERE e.company_id = $1 AND e.id = wanted.id) IS NULL
           ORDER BY wanted.position LIMIT 10`,
    values: [companyId, entryIds],
  });
  return rows.map((row) => row.id);
}
