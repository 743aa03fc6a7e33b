/** The states of an export job (contract 2, Job). */
export const JOB_STATUSES = [
  "pending",
  "in_progress",
  "failed",
  "completed",
  "completed_with_errors",
] as const;

export type JobStatus = (typeof JOB_STATUSES)[number];

/** What an integration can report of a job. */
export const JOB_EVENTS = ["started", "failed", "completed", "completed_with_errors"] as const;

export type JobEvent = (typeof JOB_EVENTS)[number];

/** Why a job failed, in the words of an answer. */
export const JOB_FAILURE_TYPES = [
  "invalid_configuration",
  "missing_configuration",
  "authentication_failure",
  "accounting_system_authentication_failure",
  "pleo_rate_limit",
  "accounting_system_rate_limit",
  "service_unreachable",
  "accounting_system_unreachable",
  "validation_failure",
  "authorization_failure",
  "integration_unusable",
  "job_expired",
  "service_timeout",
  "accounting_system_timeout",
  "canceled_by_user",
] as const;

export type JobFailureType = (typeof JOB_FAILURE_TYPES)[number];

/** The same in a request: one older word is accepted as well and stored as `validation_failure`. */
export const JOB_FAILURE_TYPES_ACCEPTED = [
  ...JOB_FAILURE_TYPES,
  "accounting_system_validation_failure",
] as const;

/** The states of an export job item (contract 2, Job item). */
export const ITEM_STATUSES = ["pending", "in_progress", "failed", "successful", "abandoned"] as const;

export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** Why an item failed, in v0 to v2. */
export const ITEM_FAILURE_TYPES_BEFORE_V3 = [
  "receipt_upload_failure",
  "receipt_download_failure",
  "receipt_file_size_limit_exceeded",
  "receipt_conversion_failure",
  "unexpected_failure",
  "invalid_configuration",
  "missing_configuration",
  "accounting_system_authentication_failure",
  "accounting_system_rate_limit",
  "accounting_system_unreachable",
  "validation_failure",
  "accounting_system_validation_failure",
  "authorization_failure",
  "accounting_system_timeout",
] as const;

/** What v3 adds; older versions show these as `accounting_system_validation_failure`. */
export const ITEM_FAILURE_TYPES_SINCE_V3 = [
  "vendor_unknown",
  "account_unknown",
  "tax_code_unknown",
  "tag_unknown",
] as const;

/** Why an item failed, in v3. */
export const ITEM_FAILURE_TYPES = [...ITEM_FAILURE_TYPES_BEFORE_V3, ...ITEM_FAILURE_TYPES_SINCE_V3] as const;

export type ItemFailureType = (typeof ITEM_FAILURE_TYPES)[number];

/** Why one element of an items update was not taken. */
export const ITEM_UPDATE_ERROR_TYPES = [
  "ACCOUNTING_ENTRY_DOES_NOT_EXIST",
  "EXPORT_ENTRY_STATUS_UPDATE_FAILED",
  "ACCOUNTING_ENTRY_UPDATE_FAILED",
] as const;

export type ItemUpdateErrorType = (typeof ITEM_UPDATE_ERROR_TYPES)[number];

/** What a history record speaks of (contract 3.4). */
export const HISTORY_SUBJECTS = ["job", "item", "entry"] as const;

export type HistorySubject = (typeof HISTORY_SUBJECTS)[number];
