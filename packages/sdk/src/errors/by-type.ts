import {
  BadRequestError,
  ConflictError,
  NotFoundError,
  TooLargeError,
  UnprocessableError,
} from "./by-status.ts";

/** A wallet currency that the job uses has no contra account. */
export class MissingContraAccountsError extends BadRequestError {}
/** A parameter is missing, e.g. the company with an organisation's key. */
export class RequiredParameterMissingError extends BadRequestError {}
/** This version of the API has no words for something in the answer. */
export class UnsupportedApiVersionError extends BadRequestError {}

/** No such export job. */
export class ExportJobNotFoundError extends NotFoundError {}
/** No such accounting entry, or it was never exported. */
export class ExportEntryNotFoundError extends NotFoundError {}
/** No such company. */
export class CompanyNotFoundError extends NotFoundError {}

/** The company has a pending or running export job already. */
export class ExportAlreadyInProgressError extends ConflictError {}
/** The entry is in an export, or exported, and may not change. */
export class EntryLockedError extends ConflictError {}
/** The entry was not exported, so it can't be reopened. */
export class EntryNotExportedError extends ConflictError {}
/** A request with the same idempotency key is still running. */
export class IdempotencyKeyInUseError extends ConflictError {}

/** More entries than one export job may have. */
export class ExportJobTooLargeError extends TooLargeError {}
/** More items than one update may have (100). */
export class ExportJobItemsUpdateTooLargeError extends TooLargeError {}

/** The job's status does not allow the event, e.g. another worker has claimed it. */
export class InvalidExportJobStatusChangeError extends UnprocessableError {}
/** The job is finished: it takes no updates and hands out no export items. */
export class ExportJobStatusUnprocessableError extends UnprocessableError {}
/** Another vendor of the company has the code or the external id. */
export class VendorAlreadyExistsError extends ConflictError {}
/** An entry that is booked through accounts payable has no vendor. */
export class MissingVendorError extends UnprocessableError {}
/** No entry of the job is left to be tried again. */
export class NothingToRetryError extends UnprocessableError {}
/** An entry's type can't be exported in this version of the API. */
export class UnsupportedAccountingEntryTypeError extends UnprocessableError {}
/** The lines of an entry do not sum to its amount. */
export class LinesDoNotAddUpError extends BadRequestError {}
/** A code that no reference record has. */
export class UnknownReferenceError extends BadRequestError {}
/** The idempotency key was used for another request. */
export class IdempotencyKeyReusedError extends UnprocessableError {}
