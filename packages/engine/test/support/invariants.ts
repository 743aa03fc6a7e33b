import assert from "node:assert/strict";
import type { JobCompany } from "./job-company.ts";
import { assertReplays } from "./replay.ts";

/** What must never be, each as a query that finds its instances in company $1. */
const NEVER: Readonly<Record<string, string>> = {
  "two unfinished jobs": `
    SELECT count(*) FROM export_jobs WHERE company_id = $1 AND status IN ('pending', 'in_progress') HAVING count(*) > 1`,
  "an entry in two unfinished jobs": `
    SELECT i.entry_id FROM export_job_items i JOIN export_jobs j ON j.company_id = i.company_id AND j.id = i.job_id
    WHERE i.company_id = $1 AND j.status IN ('pending', 'in_progress') GROUP BY 1 HAVING count(*) > 1`,
  "a lock without a reason": `
    SELECT entry_id FROM entry_locks WHERE company_id = $1 AND job_id IS NULL AND NOT exported`,
  "a lock by a job that is finished, or whose item for the entry is successful or missing": `
    SELECT l.entry_id FROM entry_locks l WHERE l.company_id = $1 AND l.job_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM export_jobs j JOIN export_job_items i ON i.company_id = j.company_id AND i.job_id = j.id
      WHERE j.company_id = $1 AND j.id = l.job_id AND j.status IN ('pending', 'in_progress')
        AND i.entry_id = l.entry_id AND i.status <> 'successful')`,
  "an item of an unfinished job without its lock": `
    SELECT i.entry_id FROM export_job_items i JOIN export_jobs j ON j.company_id = i.company_id AND j.id = i.job_id
    WHERE i.company_id = $1 AND j.status IN ('pending', 'in_progress') AND i.status <> 'successful' AND NOT EXISTS (
      SELECT 1 FROM entry_locks l WHERE l.company_id = $1 AND l.entry_id = i.entry_id AND l.job_id = i.job_id)`,
  "an exported entry without a successful item": `
    SELECT l.entry_id FROM entry_locks l WHERE l.company_id = $1 AND l.exported AND NOT EXISTS (
      SELECT 1 FROM export_job_items i
      WHERE i.company_id = $1 AND i.entry_id = l.entry_id AND i.status = 'successful')`,
  "a successful item whose entry was neither kept as exported nor reopened": `
    SELECT i.entry_id FROM export_job_items i WHERE i.company_id = $1 AND i.status = 'successful'
      AND NOT EXISTS (SELECT 1 FROM entry_locks l WHERE l.company_id = $1 AND l.entry_id = i.entry_id AND l.exported)
      AND NOT EXISTS (SELECT 1 FROM history h WHERE h.company_id = $1 AND h.entry_id = i.entry_id
        AND h.subject = 'entry' AND h.from_status = 'EXPORTED' AND h.to_status = 'NOT_EXPORTED')`,
  "an open item in a finished job": `
    SELECT i.entry_id FROM export_job_items i JOIN export_jobs j ON j.company_id = i.company_id AND j.id = i.job_id
    WHERE i.company_id = $1 AND j.status NOT IN ('pending', 'in_progress') AND i.status IN ('pending', 'in_progress')`,
  "a job that claims more than its items show": `
    SELECT j.id FROM export_jobs j WHERE j.company_id = $1 AND j.status IN ('completed', 'completed_with_errors')
      AND (j.status = 'completed') <> NOT EXISTS (
        SELECT 1 FROM export_job_items i WHERE i.company_id = $1 AND i.job_id = j.id AND i.status <> 'successful')`,
  "a job with another number of items than it says": `
    SELECT j.id FROM export_jobs j WHERE j.company_id = $1 AND j.number_of_items <> (
      SELECT count(*) FROM export_job_items i WHERE i.company_id = $1 AND i.job_id = j.id)`,
  "a successful item without its time, or a failed one without its type": `
    SELECT entry_id FROM export_job_items WHERE company_id = $1
      AND ((status = 'successful' AND exported_at IS NULL) OR (status = 'failed' AND failure_reason_type IS NULL))`,
  "an expiry that does not look like one": `
    SELECT id FROM export_jobs WHERE company_id = $1
      AND expired_at IS NOT NULL AND (status <> 'failed' OR failure_reason_type <> 'job_expired')`,
};

/** Asserts that nothing in the company's data is as it must never be, and that its history tells how it came. */
export async function assertInvariants(company: JobCompany): Promise<void> {
  await company.database.read({ companyId: company.id }, async (sql) => {
    for (const [what, text] of Object.entries(NEVER)) {
      assert.deepEqual(await sql.query({ text, values: [company.id] }), [], what);
    }
  });
  await assertReplays(company);
}
