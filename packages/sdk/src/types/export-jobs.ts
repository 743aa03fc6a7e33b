import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "./common.ts";
import type { Tolerant } from "./tolerant.ts";

/** Where an export job stands (contract 3.2). */
export type ExportJobStatus = wire.JobStatus;

/** Why a whole job failed. */
export type ExportJobFailureReasonType = wire.JobFailureType;

/**
 * One export: the accounting entries that are taken into the ledger together. Timestamps are UTC, whole seconds;
 * `expiresIn` is the seconds of silence (no event, no item update) after which the job expires.
 */
export type ExportJob = Tolerant<wire.ExportJob>;

/** What a new job is to export, for the client's company. */
export interface CreateExportJob extends Omit<wire.ExportJobCreate, "accountingEntryIds" | "companyId"> {
  /** One or more ids of accounting entries; a repeated id counts once. At most 100,000. */
  accountingEntryIds: readonly string[];
}

/** Names that a list of jobs can be sorted by. */
export type ExportJobSortingKey =
  "createdAt" | "lastUpdatedAt" | "startedAt" | "completedAt" | "status" | "id";

/** Which jobs of a list. */
export interface ExportJobFilter {
  statuses?: readonly ExportJobStatus[];
}

/** A page of jobs. */
export type ListExportJobs = ExportJobFilter & Paging<ExportJobSortingKey>;
/** All jobs, page by page. */
export type ListAllExportJobs = ExportJobFilter & AllPages<ExportJobSortingKey>;

/** Why a job failed, as sent with the event `failed`. */
export type ExportJobFailure = Pick<wire.ExportJobEvent, "failureReason" | "failureReasonType">;
