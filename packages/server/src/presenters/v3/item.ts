import type { ExportJobItem } from "@ledgerport/engine";
import { timestampOrNull } from "../timestamps.ts";

/** One entry's progress in one job (contract 2, Job item). */
export function presentItem(item: ExportJobItem) {
  return {
    accountingEntryId: item.accountingEntryId,
    exportJobId: item.exportJobId,
    status: item.status,
    exportedAt: timestampOrNull(item.exportedAt),
    externalId: item.externalId,
    externalUrl: item.externalUrl,
    failureReason: item.failureReason,
    failureReasonType: item.failureReasonType,
  };
}
