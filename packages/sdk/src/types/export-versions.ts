import type * as wire from "@ledgerport/contract";
import type { ExportItem } from "./export-items.ts";
import type { ExportJobItem, ExportJobItemUpdate, ExportJobItemUpdateResult } from "./export-job-items.ts";
import type { Tolerant } from "./tolerant.ts";

/** An accounting entry made exportable, in v2: without contra account and tax accounts, with `teamCode`. */
export type ExportItemV2 = Tolerant<wire.ExportItemV2>;
/** The progress of one accounting entry in one job, in v2: some types of failure are not told apart. */
export type ExportJobItemV2 = Tolerant<wire.ExportJobItemV2>;
/** A new status of one entry of a job, in v2. */
export type ExportJobItemUpdateV2 = wire.ExportJobItemUpdatesV2[number];
/** The answer to an update of items, in v2. */
export type ExportJobItemUpdateResultV2 = Tolerant<wire.ExportJobItemUpdateAnswerV2>;

/** What differs between the versions of the Export API that the client speaks. Jobs are the same in all. */
export interface ExportApiTypes {
  v3: {
    exportItem: ExportItem;
    jobItem: ExportJobItem;
    jobItemUpdate: ExportJobItemUpdate;
    jobItemUpdateResult: ExportJobItemUpdateResult;
  };
  v2: {
    exportItem: ExportItemV2;
    jobItem: ExportJobItemV2;
    jobItemUpdate: ExportJobItemUpdateV2;
    jobItemUpdateResult: ExportJobItemUpdateResultV2;
  };
}

/** A version of the Export API that the client speaks. */
export type ExportApiVersion = keyof ExportApiTypes;
