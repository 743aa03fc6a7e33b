import { DomainError } from "../shared/errors.ts";

/** The states of an export job (contract section 2, Job). */
export type JobStatus = "pending" | "in_progress" | "failed" | "completed" | "completed_with_errors";

/** What an integration reports of a job (contract section 2, Job event). */
export type JobEvent = "started" | "failed" | "completed" | "completed_with_errors";

/** One export of accounting entries into the company's accounting system. */
export interface ExportJob {
  companyId: string;
  id: string;
  status: JobStatus;
  createdAt: Date;
  /** Seconds of silence after which the job expires. */
  expiresIn: number;
  isInteractive: boolean;
  numberOfItems: number;
  vendorBasedBookkeeping: boolean;
  createdBy: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  lastUpdatedAt: Date | null;
  expiredAt: Date | null;
  failureReason: string | null;
  failureReasonType: string | null;
}

/** A job is finished once its status is one of the three terminal ones. */
export function isFinished(status: JobStatus): boolean {
  return status !== "pending" && status !== "in_progress";
}

/** Why a job ends: what is reported of it, before its items have been looked at. */
export interface Ending {
  outcome: "failed" | "completed" | "completed_with_errors";
  failureReason: string | null;
  failureReasonType: string | null;
  /** Set when the job ends by expiry: the moment its time ran out. */
  expiredAt: Date | null;
}

/**
 * Checks an event against the job's state (the table of contract 3.2).
 * Throws INVALID_EXPORT_JOB_STATUS_CHANGE, which also tells the loser of two claiming workers that it lost.
 */
export function assertEventAllowed(status: JobStatus, event: JobEvent): void {
  const allowed: Record<JobStatus, readonly JobEvent[]> = {
    pending: ["started", "failed"],
    in_progress: ["failed", "completed", "completed_with_errors"],
    failed: [],
    completed: [],
    completed_with_errors: [],
  };
  if (allowed[status].includes(event)) return;
  throw new DomainError(
    "INVALID_EXPORT_JOB_STATUS_CHANGE",
    `A job that is ${status} can't take the event ${event}`,
    {
      param: "event",
      details: { status, event },
    },
  );
}

/**
 * The status a job ends with (contract 3.2, Finishing): it never claims more than its items show, so it is
 * completed only when every item is successful.
 */
export function finalStatus(outcome: Ending["outcome"], items: number, successful: number): JobStatus {
  if (outcome === "failed") return "failed";
  return successful === items ? "completed" : "completed_with_errors";
}

/** A failure type as it is stored: one older word is accepted and kept under its newer name (contract section 2). */
export function storedJobFailureType(type: string): string {
  return type === "accounting_system_validation_failure" ? "validation_failure" : type;
}
