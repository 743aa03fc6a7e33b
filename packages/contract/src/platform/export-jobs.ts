import { ITEM_FAILURE_TYPES } from "../enums/jobs.ts";
import { Closed, type Static, Type, Words } from "../schema/type.ts";

/** Which entries of a finished job are tried again: all that failed or were abandoned, or those of one cause. */
export const ExportJobRetry = Closed(
  { failureReasonType: Type.Optional(Words(ITEM_FAILURE_TYPES)) },
  { title: "ExportJobRetry", examples: [{ failureReasonType: "vendor_unknown" }] },
);

export type ExportJobRetry = Static<typeof ExportJobRetry>;
