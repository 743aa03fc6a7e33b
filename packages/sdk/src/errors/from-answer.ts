import { ApiError, type ApiErrorFacts } from "./base.ts";
import * as byStatus from "./by-status.ts";
import * as byType from "./by-type.ts";

type ApiErrorClass = new (facts: ApiErrorFacts) => ApiError;

const CLASS_OF_TYPE = new Map<string, ApiErrorClass>([
  ["COMPANY_NOT_FOUND", byType.CompanyNotFoundError],
  ["ENTRY_LOCKED", byType.EntryLockedError],
  ["ENTRY_NOT_EXPORTED", byType.EntryNotExportedError],
  ["EXPORT_ALREADY_IN_PROGRESS", byType.ExportAlreadyInProgressError],
  ["EXPORT_ENTRY_NOT_FOUND", byType.ExportEntryNotFoundError],
  ["EXPORT_JOB_ITEMS_UPDATE_LIMIT", byType.ExportJobItemsUpdateTooLargeError],
  ["EXPORT_JOB_SIZE_LIMIT", byType.ExportJobTooLargeError],
  ["EXPORT_JOB_STATUS_UNPROCESSABLE", byType.ExportJobStatusUnprocessableError],
  ["EXPORT_NOT_FOUND", byType.ExportJobNotFoundError],
  ["IDEMPOTENCY_KEY_IN_USE", byType.IdempotencyKeyInUseError],
  ["IDEMPOTENCY_KEY_REUSED", byType.IdempotencyKeyReusedError],
  ["INVALID_EXPORT_JOB_STATUS_CHANGE", byType.InvalidExportJobStatusChangeError],
  ["LINES_DO_NOT_ADD_UP", byType.LinesDoNotAddUpError],
  ["MISSING_CONTRA_ACCOUNTS", byType.MissingContraAccountsError],
  ["MISSING_VENDOR", byType.MissingVendorError],
  ["NOTHING_TO_RETRY", byType.NothingToRetryError],
  ["REQUIRED_PARAMETER_MISSING", byType.RequiredParameterMissingError],
  ["UNKNOWN_REFERENCE", byType.UnknownReferenceError],
  ["UNSUPPORTED_ACCOUNTING_ENTRY_TYPE", byType.UnsupportedAccountingEntryTypeError],
  ["UNSUPPORTED_API_VERSION", byType.UnsupportedApiVersionError],
  ["VENDOR_ALREADY_EXISTS", byType.VendorAlreadyExistsError],
]);

const CLASS_OF_STATUS = new Map<number, ApiErrorClass>([
  [400, byStatus.BadRequestError],
  [401, byStatus.UnauthorizedError],
  [403, byStatus.ForbiddenError],
  [404, byStatus.NotFoundError],
  [409, byStatus.ConflictError],
  [413, byStatus.TooLargeError],
  [422, byStatus.UnprocessableError],
  [429, byStatus.RateLimitError],
]);

/** Characters of a foreign answer that its error shows. */
const EXCERPT = 200;

/** An answer with an error, whoever wrote it: the API, or something in front of it. */
export interface ErrorAnswer {
  status: number;
  /** The body, without the key should it repeat it. */
  text: string;
  requestId: string | undefined;
  /** Seconds to wait, as the headers say. */
  retryAfter: number | undefined;
}

/** The error that an answer stands for, of the class of its type, else of its status. */
export function errorFromAnswer(answer: ErrorAnswer): ApiError {
  const facts = factsOf(answer);
  const fallback = facts.status >= 500 ? byStatus.ServerError : ApiError;
  const ErrorClass = CLASS_OF_TYPE.get(facts.type) ?? CLASS_OF_STATUS.get(facts.status) ?? fallback;
  return new ErrorClass(facts);
}

/** The error for a successful answer that is not what the call promises, e.g. a proxy's page. */
export function unexpectedAnswer(answer: ErrorAnswer): ApiError {
  return new ApiError(foreignFacts(answer));
}

function factsOf(answer: ErrorAnswer): ApiErrorFacts {
  const body = objectIn(answer.text);
  if (body === undefined || typeof body.type !== "string") return foreignFacts(answer);
  return {
    status: answer.status,
    type: body.type,
    message: typeof body.message === "string" ? body.message : body.type,
    param: typeof body.param === "string" ? body.param : undefined,
    requestId: typeof body.requestId === "string" ? body.requestId : answer.requestId,
    details: body.details,
    retryAfter: answer.retryAfter,
  };
}

function foreignFacts({ status, text, requestId, retryAfter }: ErrorAnswer): ApiErrorFacts {
  const excerpt = excerptOf(text);
  const message = `HTTP ${status} with an answer that is not the API's`;
  return {
    status,
    type: "UNEXPECTED_ANSWER",
    message: excerpt === "" ? `${message} (empty).` : `${message}: ${excerpt}`,
    requestId,
    retryAfter,
  };
}

/** The beginning of a text in one line, without markup and control characters. */
function excerptOf(text: string): string {
  const line = text
    .slice(0, EXCERPT * 20)
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line;
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
