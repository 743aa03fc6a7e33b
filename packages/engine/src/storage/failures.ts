import pg from "pg";
import { DomainError, type DomainErrorCode } from "../shared/errors.ts";

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";

/** The statement is not prepared on the connection that a pooler gave, or one of this name is. */
const NOT_PREPARED = new Set(["26000", "42P05"]);
const FEATURE_NOT_SUPPORTED = "0A000";
const IN_FAILED_TRANSACTION = "25P02";

/** Constraints whose violation is a rule of the domain broken by a concurrent writer. */
const CONSTRAINTS: Record<string, { code: DomainErrorCode; message: string }> = {
  export_jobs_one_unfinished: {
    code: "EXPORT_ALREADY_IN_PROGRESS",
    message: "The company already has an export job in progress",
  },
  entry_locks_company_id_entry_id_fkey: {
    code: "EXPORT_ENTRY_NOT_FOUND",
    message: "An entry of the job was deleted meanwhile",
  },
  vendors_code: {
    code: "VENDOR_ALREADY_EXISTS",
    message: "The company already has a vendor with this code",
  },
  vendors_external_id: {
    code: "VENDOR_ALREADY_EXISTS",
    message: "The company already has a vendor with this external id",
  },
  companies_pkey: { code: "COMPANY_ALREADY_EXISTS", message: "A company with this id already exists" },
};

/** Whether running the whole transaction again may succeed. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK_DETECTED)
  );
}

/** Whether a prepared statement was not where it was thought to be. */
export function isUnprepared(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && NOT_PREPARED.has(error.code);
}

/** Whether a table was given another form since the connection prepared a statement on it. */
export function isOutdatedPlan(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === FEATURE_NOT_SUPPORTED &&
    error.message.includes("cached plan")
  );
}

/** Whether a statement was refused for no reason but that another one of its transaction had failed. */
export function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === IN_FAILED_TRANSACTION;
}

/** Whether a value did not fit the type that the statement reads it as (SQLSTATE class 22). */
export function isDataException(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code?.startsWith("22") === true;
}

/** The domain's word for a constraint's violation; every other error as it is. */
export function domainErrorOf(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || error.constraint === undefined) return error;
  const known = CONSTRAINTS[error.constraint];
  return known === undefined ? error : new DomainError(known.code, known.message);
}
