/** What an error code answers with. */
export interface ErrorKind {
  /** The HTTP status. */
  status: number;
  /** One sentence for the reference. */
  summary: string;
}

/** Every error code of the wire. The engine's codes are among them under the same names. */
export const ERRORS = {
  BAD_REQUEST: { status: 400, summary: "The request is malformed; `param` names the field or parameter" },
  REQUIRED_PARAMETER_MISSING: {
    status: 400,
    summary: "A required field or parameter is missing; `param` names it",
  },
  LINES_DO_NOT_ADD_UP: { status: 400, summary: "The lines' amounts do not sum to the entry's amount" },
  UNKNOWN_REFERENCE: { status: 400, summary: "A code points to no record of the company's reference data" },
  MISSING_CONTRA_ACCOUNTS: { status: 400, summary: "A wallet currency in use has no contra account" },
  UNSUPPORTED_API_VERSION: { status: 400, summary: "This version of the API cannot express the data" },
  UNAUTHORIZED: { status: 401, summary: "The key is missing, malformed, expired or revoked" },
  FORBIDDEN: { status: 403, summary: "The key lacks the scope, which the message names" },
  FILE_LINK_INVALID: {
    status: 403,
    summary: "The link to the file is not genuine, or the file was replaced or deleted since",
  },
  NOT_FOUND: { status: 404, summary: "There is no such path" },
  COMPANY_NOT_FOUND: { status: 404, summary: "There is no such company for this key" },
  ORGANISATION_NOT_FOUND: { status: 404, summary: "There is no such organisation for this key" },
  KEY_NOT_FOUND: { status: 404, summary: "There is no such API key" },
  ENTRY_NOT_FOUND: { status: 404, summary: "There is no such accounting entry" },
  IMPORT_NOT_FOUND: { status: 404, summary: "There is no such import" },
  FILE_NOT_FOUND: { status: 404, summary: "The entry has no file of this name" },
  VENDOR_NOT_FOUND: { status: 404, summary: "There is no such vendor" },
  VENDOR_ALREADY_EXISTS: {
    status: 409,
    summary: "The company already has a vendor with this code or external id",
  },
  SUBSCRIPTION_NOT_FOUND: { status: 404, summary: "There is no such subscription" },
  DELIVERY_NOT_FOUND: { status: 404, summary: "There is no such delivery" },
  EXPORT_NOT_FOUND: { status: 404, summary: "There is no such export job" },
  EXPORT_ENTRY_NOT_FOUND: {
    status: 404,
    summary: "An accounting entry does not exist, or was never in a job",
  },
  METHOD_NOT_ALLOWED: { status: 405, summary: "The path exists, but not with this method" },
  COMPANY_ALREADY_EXISTS: { status: 409, summary: "A company with this id exists already" },
  ENTRY_LOCKED: { status: 409, summary: "The entry is being exported or was exported, so it can't change" },
  ENTRY_NOT_EXPORTED: { status: 409, summary: "The entry was not exported, so there is nothing to reopen" },
  DUPLICATE_EXTERNAL_REF: {
    status: 409,
    summary: "Of a row: an earlier row of the import says something else under the same externalRef",
  },
  EXPORT_ALREADY_IN_PROGRESS: { status: 409, summary: "The company has an unfinished export job" },
  EXTERNAL_REF_ALREADY_EXISTS: {
    status: 409,
    summary: "Another entry of the company has this externalRef, or had it when it was deleted",
  },
  SUBSCRIPTION_INACTIVE: { status: 409, summary: "Nothing is sent to a subscription that is INACTIVE" },
  FILE_LIMIT: { status: 409, summary: "The entry has as many files as an entry can have" },
  IDEMPOTENCY_KEY_IN_USE: { status: 409, summary: "A request with this Idempotency-Key is still running" },
  API_VERSION_RETIRED: { status: 410, summary: "This version of the API is switched off" },
  FILE_LINK_EXPIRED: {
    status: 410,
    summary: "The link to the file has expired; fetch the export item again",
  },
  PAYLOAD_TOO_LARGE: { status: 413, summary: "The body is larger than this call accepts" },
  EXPORT_JOB_SIZE_LIMIT: { status: 413, summary: "More than 100,000 entries in one job" },
  EXPORT_JOB_ITEMS_UPDATE_LIMIT: { status: 413, summary: "More than 100 items in one update" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, summary: "The body's media type is not one that this call accepts" },
  UNSUPPORTED_FILE_TYPE: {
    status: 415,
    summary: "The bytes are of none of the kinds of files that receipts can be",
  },
  RANGE_NOT_SATISFIABLE: { status: 416, summary: "The file is shorter than the range that was asked for" },
  EXPORT_JOB_STATUS_UNPROCESSABLE: { status: 422, summary: "The job is finished" },
  INVALID_EXPORT_JOB_STATUS_CHANGE: { status: 422, summary: "The job's state does not allow this event" },
  UNSUPPORTED_ACCOUNTING_ENTRY_TYPE: {
    status: 422,
    summary: "This version has no words for the entry's type",
  },
  MISSING_VENDOR: {
    status: 422,
    summary: "An entry booked by accounts payable has no vendor that can be used",
  },
  NOTHING_TO_RETRY: { status: 422, summary: "No entry of the job is left to be tried again" },
  IDEMPOTENCY_KEY_REUSED: { status: 422, summary: "The Idempotency-Key came with another body before" },
  RATE_LIMIT_EXCEEDED: { status: 429, summary: "Too many requests; wait as long as Retry-After says" },
  INTERNAL_ERROR: { status: 500, summary: "Something unexpected; the requestId helps to find it" },
  SERVICE_UNAVAILABLE: { status: 503, summary: "The server cannot answer right now" },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** All codes, in the order of their status. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(ERRORS).filter(isErrorCode);

/** Whether a word is a registered error code. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(ERRORS, word);
}

/**
 * The code for a request that its schema refuses, by the schema keyword that failed: what is not there is missing
 * (a property, or an element of a list that needs one), everything else is malformed.
 */
export function codeOfFailedKeyword(keyword: string): ErrorCode {
  return keyword === "required" || keyword === "minItems" ? "REQUIRED_PARAMETER_MISSING" : "BAD_REQUEST";
}
