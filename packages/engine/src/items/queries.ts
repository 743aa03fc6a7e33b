import { getExportJob } from "../jobs/queries.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { DomainError } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import type { ExportJobItem, ItemStatus } from "./model.ts";
import { selectItemsOfEntries, selectJobItems, selectNewestItem } from "./sql.ts";

/** A job's items in its order. Readers call `expireOverdueJob` first. Throws EXPORT_NOT_FOUND. */
export async function listJobItems(
  sql: Sql,
  input: { companyId: string; jobId: string; status?: ItemStatus; page: PageRequest },
): Promise<Page<ExportJobItem>> {
  const job = await getExportJob(sql, input);
  return selectJobItems(sql, { ...input, numberOfItems: job.numberOfItems });
}

/** The entry's item in the newest job that it was in. Throws EXPORT_ENTRY_NOT_FOUND. */
export async function getNewestItem(
  sql: Sql,
  input: { companyId: string; entryId: string },
): Promise<ExportJobItem> {
  const item = await selectNewestItem(sql, input.companyId, input.entryId);
  if (item !== undefined) return item;
  throw new DomainError("EXPORT_ENTRY_NOT_FOUND", "There is no export of such an entry", {
    param: "accounting_entry_id",
  });
}

/** The items of the given entries in every job of the company, oldest job first. Unknown ids have none. */
export function searchItems(
  sql: Sql,
  input: { companyId: string; entryIds: string[]; status?: ItemStatus; page: PageRequest },
): Promise<Page<ExportJobItem>> {
  return selectItemsOfEntries(sql, input);
}
