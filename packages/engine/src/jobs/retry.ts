import { DomainError } from "../shared/errors.ts";
import type { Tx } from "../storage/database.ts";
import { createExportJob } from "./commands.ts";
import { lockJobOrThrow } from "./lock.ts";
import { type ExportJob, isFinished } from "./model.ts";
import type { Requirements } from "./requirements.ts";
import { selectRetryableEntries } from "./retry-sql.ts";
import { statusNow } from "./sql.ts";

/** Which job is tried again, and how. */
export interface ExportJobRetry extends Requirements {
  companyId: string;
  jobId: string;
  /** Only the items that failed for this cause; absent: all that failed or were abandoned. */
  failureReasonType?: string;
  createdBy: string | null;
  /** Seconds of silence after which the new job expires. */
  expiresIn: number;
}

/**
 * Makes a new job of the entries whose items failed or were abandoned in a finished one, in its order and with its
 * options. An entry that was exported in a later job since, or that is gone, is left out, so that a retry never posts
 * one twice. Throws EXPORT_NOT_FOUND, EXPORT_ALREADY_IN_PROGRESS, NOTHING_TO_RETRY, and what `createExportJob` throws.
 */
export async function retryExportJob(tx: Tx, input: ExportJobRetry): Promise<ExportJob> {
  const { companyId, jobId, failureReasonType, ...demands } = input;
  const job = await lockJobOrThrow(tx, companyId, jobId);
  if (!isFinished(statusNow(job, tx.clock.now()))) {
    throw new DomainError(
      "EXPORT_ALREADY_IN_PROGRESS",
      "The job is not finished, so there is nothing to retry yet",
    );
  }
  const entryIds = await selectRetryableEntries(tx, { companyId, jobId, failureReasonType });
  if (entryIds.length === 0) {
    const cause = failureReasonType === undefined ? "" : ` for ${failureReasonType}`;
    throw new DomainError(
      "NOTHING_TO_RETRY",
      `No entry of the job failed${cause} that is still to be exported`,
    );
  }
  return createExportJob(tx, {
    ...demands,
    companyId,
    entryIds,
    isInteractive: job.is_interactive,
    vendorBasedBookkeeping: job.vendor_based_bookkeeping,
  });
}
