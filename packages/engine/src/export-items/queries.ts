import { expireOverdueJob } from "../jobs/finish.ts";
import { jobNotFound } from "../jobs/lock.ts";
import { isFinished } from "../jobs/model.ts";
import { assertContraAccounts } from "../jobs/requirements.ts";
import { type Page, type PageRequest, mapPage } from "../paging/page.ts";
import { loadReferenceBook } from "../reference/queries.ts";
import { loadSettled } from "../entries/settled.ts";
import { loadItemFiles } from "../files/item-files.ts";
import { renderTemplate } from "../rendering/render.ts";
import { DomainError } from "../shared/errors.ts";
import type { Database } from "../storage/database.ts";
import type { Sql } from "../storage/sql.ts";
import { type ExportingJob, type ItemTemplate, selectExportingJob, selectTemplates } from "./sql.ts";

/** Which export items are wanted, and what the caller's version demands of them (contract section 2). */
export interface ExportItemsInput {
  companyId: string;
  /** Absent: the company's running job. */
  jobId?: string;
  /** Each wallet currency of the job must have a contra account. */
  requireContraAccounts: boolean;
  /** The caller's version can't tell wallets of several currencies apart. */
  maxOneWalletCurrency: boolean;
  /** Types that the caller's version has no words for. */
  refusedTypes: readonly string[];
  /** Base of links, without a trailing slash. */
  publicUrl: string;
  /** When the items are fetched: the addresses of their files work for 24 hours from then. */
  now: Date;
  page: PageRequest;
}

/**
 * Export items of an unfinished job in the job's order, each as the JSON text of the newest version's shape.
 * Without a running job and without a job's id: an empty page. Readers call `expireOverdueJob` first, or
 * `currentExportItems` instead of both.
 * Throws EXPORT_NOT_FOUND, EXPORT_JOB_STATUS_UNPROCESSABLE, MISSING_CONTRA_ACCOUNTS, UNSUPPORTED_API_VERSION.
 */
export async function listExportItems(sql: Sql, input: ExportItemsInput): Promise<Page<string>> {
  const job = await selectExportingJob(sql, input.companyId, input.jobId);
  return pageOfJob(sql, job, input);
}

/**
 * As `listExportItems`, with a job whose time has run out ended first. The job's own row tells, so that a page costs
 * no further round trip: it is what integrations ask for most.
 */
export async function currentExportItems(database: Database, input: ExportItemsInput): Promise<Page<string>> {
  const { companyId, jobId } = input;
  const page = await database.read({ companyId }, async (sql) => {
    const job = await selectExportingJob(sql, companyId, jobId);
    const overdue = job !== undefined && !isFinished(job.status) && job.expiresAt <= database.clock.now();
    return overdue ? undefined : pageOfJob(sql, job, input);
  });
  if (page !== undefined) return page;
  await expireOverdueJob(database, companyId);
  return database.read({ companyId }, (sql) => listExportItems(sql, input));
}

async function pageOfJob(
  sql: Sql,
  job: ExportingJob | undefined,
  input: ExportItemsInput,
): Promise<Page<string>> {
  if (job === undefined) {
    if (input.jobId !== undefined) throw jobNotFound();
    return { rows: [], hasNextPage: false, hasPreviousPage: false, total: 0 };
  }
  if (isFinished(job.status)) {
    throw new DomainError(
      "EXPORT_JOB_STATUS_UNPROCESSABLE",
      `The job is ${job.status}; its items can't be read any more`,
      { details: { status: job.status } },
    );
  }
  assertVersionFits(job, input);
  const book = await loadReferenceBook(sql, input.companyId, job.referenceVersion);
  if (input.requireContraAccounts) assertContraAccounts(job.walletCurrencies, book.contraAccounts);
  const page = await selectTemplates(sql, input.companyId, job, input.page);
  const publicUrl = JSON.stringify(input.publicUrl).slice(1, -1);
  const context = {
    publicUrl,
    book,
    vendorBased: job.vendorBasedBookkeeping,
    withContraAccount: input.requireContraAccounts,
    files: job.companyHasFiles ? await filesOnPage(sql, page, publicUrl, input) : NO_FILES,
    settled: job.entryTypes.some((type) => SETTLING.has(type))
      ? await loadSettled(sql, input.companyId, page.rows.map(templateOf))
      : NOTHING_SETTLED,
  };
  return mapPage(page, ({ template }) => renderTemplate(template, context));
}

/** Types of entries that name what they settle. */
const SETTLING: ReadonlySet<string> = new Set(["direct_reimbursement", "external_reimbursement"]);
const NOTHING_SETTLED: ReadonlyMap<string, string> = new Map();
const templateOf = ({ template }: ItemTemplate): string => template;

const NO_FILES: ReadonlyMap<string, string> = new Map();

function filesOnPage(
  sql: Sql,
  { rows }: Page<ItemTemplate>,
  publicUrl: string,
  { companyId, now }: ExportItemsInput,
): Promise<ReadonlyMap<string, string>> {
  return loadItemFiles(sql, { companyId, entryIds: rows.map(({ entryId }) => entryId), publicUrl, now });
}

function assertVersionFits(job: ExportingJob, input: ExportItemsInput): void {
  const refused = job.entryTypes.filter((type) => input.refusedTypes.includes(type));
  if (refused.length > 0) {
    throw new DomainError(
      "UNSUPPORTED_API_VERSION",
      `This version can't show entries of the types ${refused.join(", ")}`,
      {
        details: { types: refused },
      },
    );
  }
  if (input.maxOneWalletCurrency && job.walletCurrencies.length > 1) {
    const currencies = job.walletCurrencies;
    throw new DomainError(
      "UNSUPPORTED_API_VERSION",
      `This version can't show wallets of several currencies: ${currencies.join(", ")}`,
      {
        details: { currencies },
      },
    );
  }
}
