/** Every code that the domain answers a broken rule with; the wire's registry gives each its HTTP status. */
export type DomainErrorCode =
  | "BAD_REQUEST"
  | "COMPANY_ALREADY_EXISTS"
  | "COMPANY_NOT_FOUND"
  | "DELIVERY_NOT_FOUND"
  | "DUPLICATE_EXTERNAL_REF"
  | "ENTRY_LOCKED"
  | "ENTRY_NOT_EXPORTED"
  | "ENTRY_NOT_FOUND"
  | "EXPORT_ALREADY_IN_PROGRESS"
  | "EXPORT_ENTRY_NOT_FOUND"
  | "EXPORT_JOB_ITEMS_UPDATE_LIMIT"
  | "EXPORT_JOB_SIZE_LIMIT"
  | "EXPORT_JOB_STATUS_UNPROCESSABLE"
  | "EXPORT_NOT_FOUND"
  | "EXTERNAL_REF_ALREADY_EXISTS"
  | "FILE_LIMIT"
  | "FILE_NOT_FOUND"
  | "IDEMPOTENCY_KEY_IN_USE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "IMPORT_NOT_FOUND"
  | "INVALID_EXPORT_JOB_STATUS_CHANGE"
  | "KEY_NOT_FOUND"
  | "LINES_DO_NOT_ADD_UP"
  | "MISSING_CONTRA_ACCOUNTS"
  | "MISSING_VENDOR"
  | "NOTHING_TO_RETRY"
  | "ORGANISATION_NOT_FOUND"
  | "REQUIRED_PARAMETER_MISSING"
  | "SERVICE_UNAVAILABLE"
  | "SUBSCRIPTION_INACTIVE"
  | "SUBSCRIPTION_NOT_FOUND"
  | "UNKNOWN_REFERENCE"
  | "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE"
  | "UNSUPPORTED_API_VERSION"
  | "VENDOR_ALREADY_EXISTS"
  | "VENDOR_NOT_FOUND";

/** What an error may say besides its message. */
export interface DomainErrorExtras {
  /** The input's property or query parameter at fault, e.g. `lines[0].accountCode`. */
  param?: string;
  /** Machine-readable facts, e.g. the ids concerned (at most ten). */
  details?: Record<string, unknown>;
}

/** A rule of the domain was broken; nothing was changed. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly param: string | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: DomainErrorCode, message: string, extras: DomainErrorExtras = {}) {
    super(message);
    this.name = "DomainError";
    this.code = code;
    this.param = extras.param;
    this.details = extras.details;
  }
}
