import type { Page, PageRequest } from "../paging/page.ts";
import { DomainError } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import { getExportJob } from "../jobs/queries.ts";
import type { HistoryRecord } from "./model.ts";
import { entryIsKnown, selectCompanyHistory, selectEntryHistory, selectJobHistory } from "./sql.ts";

/** Everything that happened to a job and its items, oldest first. Throws EXPORT_NOT_FOUND. */
export async function listJobHistory(
  sql: Sql,
  input: { companyId: string; jobId: string; page: PageRequest },
): Promise<Page<HistoryRecord>> {
  await getExportJob(sql, input);
  return selectJobHistory(sql, input.companyId, input.jobId, input.page);
}

/**
 * Everything that happened to an entry, oldest first; with what happened to its jobs as a whole.
 * The history of a deleted entry stays. Throws ENTRY_NOT_FOUND when there is neither entry nor history.
 */
export async function listEntryHistory(
  sql: Sql,
  input: { companyId: string; entryId: string; page: PageRequest },
): Promise<Page<HistoryRecord>> {
  const page = await selectEntryHistory(sql, input.companyId, input.entryId, input.page);
  if (page.rows.length > 0 || (await entryIsKnown(sql, input.companyId, input.entryId))) return page;
  throw new DomainError("ENTRY_NOT_FOUND", "There is no such entry");
}

/** The history of a company, oldest first: all of it, or that of a period of days of UTC, both included. */
export function listCompanyHistory(
  sql: Sql,
  input: { companyId: string; from?: string | undefined; to?: string | undefined; page: PageRequest },
): Promise<Page<HistoryRecord>> {
  const { companyId, from, to, page } = input;
  return selectCompanyHistory(sql, companyId, { from, to }, page);
}
