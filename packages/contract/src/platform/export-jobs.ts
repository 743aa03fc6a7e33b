import { ITEM_FAILURE_TYPES } from "../enums/jobs.ts";
import { Closed, Maybe, type Static, Words } from "../schema/type.ts";

/** Which entries of a finished job are tried again: all that failed or were abandoned, or those of one cause. */
export const ExportJobRetry = Closed(
  { failureReasonType: Maybe(Words(ITEM_FAILURE_TYPES)) },
  { title: "ExportJobRetry", examples: [{ failureReasonType: "vendor_unknown" }] },
);

export type ExportJobRetry = Static<typeof ExportJobRetry>;
