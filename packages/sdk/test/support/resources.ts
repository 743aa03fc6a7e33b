import type { ExportJob, ExportJobItem } from "../../src/index.ts";
import { COMPANY_ID } from "./client.ts";

/** An id that ends with a number. */
export function id(number: number): string {
  return `0197a3c2-7000-7b00-8c00-${String(number).padStart(12, "0")}`;
}

/** A job as the server shows it. */
export function exportJob(members: Partial<ExportJob> = {}): ExportJob {
  return {
    companyId: COMPANY_ID,
    id: id(900),
    status: "pending",
    createdAt: "2025-05-23T15:21:32Z",
    expiresIn: 3600,
    isInteractive: true,
    numberOfItems: 2,
    vendorBasedBookkeeping: false,
    createdBy: null,
    startedAt: null,
    completedAt: null,
    lastUpdatedAt: "2025-05-23T15:21:32Z",
    expiredAt: null,
    failureReason: null,
    failureReasonType: null,
    ...members,
  };
}

/** An item of a job as the server shows it. */
export function exportJobItem(accountingEntryId: string, jobId: string): ExportJobItem {
  return {
    accountingEntryId,
    exportJobId: jobId,
    status: "pending",
    exportedAt: null,
    externalId: null,
    externalUrl: null,
    failureReason: null,
    failureReasonType: null,
  };
}

/** The body of a list's answer. */
export function listOf(data: readonly unknown[], endCursor?: string): unknown {
  return {
    data,
    pagination: {
      hasNextPage: endCursor !== undefined,
      hasPreviousPage: false,
      ...(endCursor !== undefined && { endCursor }),
      currentRequestPagination: { parameters: {} },
    },
  };
}
