import type * as wire from "@ledgerport/contract";

/** What of a finished job is tried again; nothing given: all that failed or was abandoned. */
export type RetryExportJob = wire.ExportJobRetry;
