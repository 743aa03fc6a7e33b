import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "./common.ts";
import type { Tolerant } from "./tolerant.ts";

/** Where one entry of a job stands (contract 3.3). */
export type ExportJobItemStatus = wire.ItemStatus;

/** Why one entry could not be exported. */
export type ExportJobItemFailureReasonType = wire.ItemFailureType;

/** The progress of one accounting entry in one job; `externalId` is the entry's id in the ledger. */
export type ExportJobItem = Tolerant<wire.ExportJobItem>;

/**
 * A new status of one entry of a job. Left out: `exportedAt` of a successful item is the server's time,
 * `failureReasonType` of a failed one is `unexpected_failure`.
 */
export type ExportJobItemUpdate = wire.ExportJobItemUpdate;

/** The answer to an update of items: those updated, in the request's order, and those refused; the others stand. */
export type ExportJobItemUpdateResult = Tolerant<wire.ExportJobItemUpdateAnswer>;

/** Why one element of an update was refused. */
export type ExportJobItemUpdateError = ExportJobItemUpdateResult["errors"][number];

/** Names that a list of items can be sorted by. */
export type ExportJobItemSortingKey = "accountingEntryId" | "status" | "exportedAt";

/** Which items of a job. */
export interface ExportJobItemFilter {
  status?: ExportJobItemStatus;
}

/** A page of a job's items. */
export type ListExportJobItems = ExportJobItemFilter & Paging<ExportJobItemSortingKey>;
/** All items of a job, page by page. */
export type ListAllExportJobItems = ExportJobItemFilter & AllPages<ExportJobItemSortingKey>;

/** Which entries' items, over all jobs. */
export interface ExportJobItemSearch {
  /** At most 10,000. */
  accountingEntryIds: readonly string[];
  status?: ExportJobItemStatus;
}

/** A page of found items. */
export type SearchExportJobItems = ExportJobItemSearch & Paging<ExportJobItemSortingKey>;
/** All found items, page by page. */
export type SearchAllExportJobItems = ExportJobItemSearch & AllPages<ExportJobItemSortingKey>;
