import { fetchPage } from "../paging/list.ts";
import type { ListOrder } from "../paging/keyset.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { JobStatus } from "../jobs/model.ts";
import { type Sql, first } from "../storage/sql.ts";

/** What every page of a job's export items needs to know first, in one round trip. */
export interface ExportingJob {
  id: string;
  status: JobStatus;
  expiresAt: Date;
  numberOfItems: number;
  vendorBasedBookkeeping: boolean;
  entryTypes: string[];
  walletCurrencies: string[];
  /** companies.reference_version. */
  referenceVersion: string;
  /** Whether any entry of the company has a file: without one, nothing asks for the files of a page. */
  companyHasFiles: boolean;
}

/** The given job, or without an id the company's unfinished one. */
export async function selectExportingJob(
  sql: Sql,
  companyId: string,
  jobId: string | undefined,
): Promise<ExportingJob | undefined> {
  const row = await first<{
    id: string;
    status: JobStatus;
    expires_at: Date;
    number_of_items: number;
    vendor_based_bookkeeping: boolean;
    entry_types: string[];
    wallet_currencies: string[];
    reference_version: string;
    has_files: boolean;
  }>(sql, {
    name: jobId === undefined ? "export_items.unfinished_job" : "export_items.job",
    // Ordered, so that the index is asked for a first file, however many files other companies have.
    text: `SELECT j.id, j.status, j.expires_at, j.number_of_items, j.vendor_based_bookkeeping, j.entry_types,
             j.wallet_currencies, c.reference_version,
             (SELECT f.entry_id FROM entry_files f WHERE f.company_id = j.company_id
              ORDER BY f.entry_id LIMIT 1) IS NOT NULL AS has_files
           FROM export_jobs j JOIN companies c ON c.id = j.company_id
           WHERE j.company_id = $1 AND ${jobId === undefined ? "j.status IN ('pending', 'in_progress')" : "j.id = $2"}`,
    values: jobId === undefined ? [companyId] : [companyId, jobId],
  });
  if (row === undefined) return undefined;
  return {
    id: row.id,
    status: row.status,
    expiresAt: row.expires_at,
    numberOfItems: row.number_of_items,
    vendorBasedBookkeeping: row.vendor_based_bookkeeping,
    entryTypes: row.entry_types,
    walletCurrencies: row.wallet_currencies,
    referenceVersion: row.reference_version,
    companyHasFiles: row.has_files,
  };
}

const ORDER: ListOrder = {
  columns: {
    accountingEntryId: { sql: "i.entry_id", type: "uuid" },
    date: { sql: "e.date", type: "date" },
    type: { sql: "e.type", type: "text" },
  },
  standing: [{ sql: "i.position", type: "integer" }],
};

/** An export item before its slots are filled. */
export interface ItemTemplate {
  entryId: string;
  template: string;
}

/** One page of the templates of a job's export items. */
export function selectTemplates(
  sql: Sql,
  companyId: string,
  job: ExportingJob,
  page: PageRequest,
): Promise<Page<ItemTemplate>> {
  const list = {
    name: "export_items.page",
    columns: "i.entry_id, e.item_template",
    from: "export_job_items i JOIN accounting_entries e ON e.company_id = i.company_id AND e.id = i.entry_id",
    where: "i.company_id = $1 AND i.job_id = $2",
    values: [companyId, job.id],
    order: ORDER,
    total: job.numberOfItems,
  };
  return fetchPage<{ entry_id: string; item_template: string }, ItemTemplate>(sql, list, page, (row) => ({
    entryId: row.entry_id,
    template: row.item_template,
  }));
}
