import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import { jobNotFound } from "./lock.ts";
import type { ExportJob, JobStatus } from "./model.ts";
import { JOB_COLUMNS, JOB_ORDER, type JobRow, jobFromRow, selectJob, selectUnfinishedJob } from "./sql.ts";

/** One job. Readers call `expireOverdueJob` first. Throws EXPORT_NOT_FOUND. */
export async function getExportJob(
  sql: Sql,
  input: { companyId: string; jobId: string },
): Promise<ExportJob> {
  const row = await selectJob(sql, input.companyId, input.jobId);
  if (row === undefined) throw jobNotFound();
  return jobFromRow(row);
}

/** The company's pending or running job, if there is one. Readers call `expireOverdueJob` first. */
export async function findUnfinishedJob(sql: Sql, companyId: string): Promise<ExportJob | undefined> {
  const row = await selectUnfinishedJob(sql, companyId);
  return row === undefined ? undefined : jobFromRow(row);
}

/** The company's jobs, by creation unless sorted otherwise. Readers call `expireOverdueJob` first. */
export function listExportJobs(
  sql: Sql,
  input: { companyId: string; statuses?: readonly JobStatus[]; page: PageRequest },
): Promise<Page<ExportJob>> {
  const { companyId, statuses } = input;
  const list = {
    name: statuses === undefined ? "jobs.list" : "jobs.list_by_status",
    columns: JOB_COLUMNS,
    from: "export_jobs j",
    where: `j.company_id = $1 ${statuses === undefined ? "" : "AND j.status = ANY ($2::text[])"}`,
    values: statuses === undefined ? [companyId] : [companyId, statuses],
    order: JOB_ORDER,
  };
  return fetchPage<JobRow, ExportJob>(sql, list, input.page, jobFromRow);
}
