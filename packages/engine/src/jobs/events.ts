import { emitEvent } from "../events/commands.ts";
import type { EventName } from "../events/names.ts";
import { wireTimestamp } from "../shared/clock.ts";
import type { Tx } from "../storage/database.ts";
import type { ExportJob, JobStatus } from "./model.ts";
import { type JobRow, jobFromRow } from "./sql.ts";

/**
 * A job as the wire shows it (contract section 2, Job), the same in all versions. Events carry it and the API answers
 * with it, so that the two can't drift apart.
 */
export function exportJobImage(job: ExportJob) {
  return {
    companyId: job.companyId,
    id: job.id,
    status: job.status,
    createdAt: wireTimestamp(job.createdAt),
    expiresIn: job.expiresIn,
    isInteractive: job.isInteractive,
    numberOfItems: job.numberOfItems,
    vendorBasedBookkeeping: job.vendorBasedBookkeeping,
    createdBy: job.createdBy,
    startedAt: momentOrNull(job.startedAt),
    completedAt: momentOrNull(job.completedAt),
    lastUpdatedAt: momentOrNull(job.lastUpdatedAt),
    expiredAt: momentOrNull(job.expiredAt),
    failureReason: job.failureReason,
    failureReasonType: job.failureReasonType,
  };
}

function momentOrNull(at: Date | null): string | null {
  return at === null ? null : wireTimestamp(at);
}

const EVENT_OF_STATUS: Record<JobStatus, EventName> = {
  pending: "export-job.created",
  in_progress: "export-job.started",
  completed: "export-job.completed",
  completed_with_errors: "export-job.completed_with_errors",
  failed: "export-job.failed",
};

/**
 * The job of a row that has just got its status, after telling of it; last in the transaction that gave it, because
 * no other event of the company can be numbered until that ends.
 */
export async function announced(tx: Tx, row: JobRow): Promise<ExportJob> {
  const job = jobFromRow(row);
  await emitEvent(tx, {
    companyId: job.companyId,
    type: EVENT_OF_STATUS[job.status],
    data: JSON.stringify(exportJobImage(job)),
  });
  return job;
}
