import { ERRORS, type ErrorCode } from "@ledgerport/contract";

/** What an answer about an error may say besides its message. */
export interface ApiErrorExtras {
  /** The field or query parameter at fault. */
  param?: string;
  /** Machine-readable facts. */
  details?: Record<string, unknown>;
}

/** The HTTP side refuses a request; the contract's registry gives the code its status. */
export class ApiError extends Error {
  readonly type: ErrorCode;
  readonly statusCode: number;
  readonly param: string | undefined;
  readonly details: Record<string, unknown> | undefined;

  constructor(type: ErrorCode, message: string, extras: ApiErrorExtras = {}) {
    super(message);
    this.name = "ApiError";
    this.type = type;
    this.statusCode = ERRORS[type].status;
    this.param = extras.param;
    this.details = extras.details;
  }
}

/** A malformed request; `param` names the field or parameter at fault, when it is one. */
export function badRequest(message: string, param?: string): ApiError {
  return new ApiError("BAD_REQUEST", message, param === undefined ? {} : { param });
}

/** A field or parameter that the request needs. */
export function parameterMissing(message: string, param: string): ApiError {
  return new ApiError("REQUIRED_PARAMETER_MISSING", message, { param });
}
