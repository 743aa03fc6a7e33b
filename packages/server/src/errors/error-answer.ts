import { ERRORS, type ErrorBody, type ErrorCode, isErrorCode } from "@ledgerport/contract";
import { DomainError } from "@ledgerport/engine";
import { ApiError } from "./api-error.ts";
import { whyUnavailable } from "./unavailable.ts";

/** An error as it goes out: status and body. */
export interface ErrorAnswer {
  status: number;
  body: ErrorBody;
}

/** What Fastify's own refusals are on the wire, by its code. */
const FRAMEWORK_ERRORS: Readonly<Record<string, { type: ErrorCode; message: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    type: "UNSUPPORTED_MEDIA_TYPE",
    message: "The body's media type is not one that this call accepts; use application/json",
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    type: "PAYLOAD_TOO_LARGE",
    message: "The body is larger than this call accepts",
  },
  FST_ERR_BAD_URL: { type: "BAD_REQUEST", message: "The path is not a valid URL path" },
};

/**
 * The answer to anything thrown while a request was handled. What is not a registered refusal is a 500 that says
 * nothing but the request's id (contract 1, error; design 3).
 */
export function errorAnswer(error: unknown, requestId: string): ErrorAnswer {
  if (error instanceof ApiError) return answer(error.type, error.message, error.param, error.details);
  if (error instanceof DomainError && isErrorCode(error.code)) {
    return answer(error.code, error.message, error.param, error.details);
  }
  const known = error instanceof Error && "code" in error ? FRAMEWORK_ERRORS[String(error.code)] : undefined;
  if (known !== undefined) return answer(known.type, known.message);
  const reason = whyUnavailable(error);
  if (reason !== undefined) return answer("SERVICE_UNAVAILABLE", reason);
  return {
    status: ERRORS.INTERNAL_ERROR.status,
    body: {
      type: "INTERNAL_ERROR",
      message: "Something unexpected went wrong; the server's log has the details under the requestId",
      requestId,
    },
  };
}

function answer(
  type: ErrorCode,
  message: string,
  param?: string,
  details?: Record<string, unknown>,
): ErrorAnswer {
  return {
    status: ERRORS[type].status,
    body: {
      type,
      message,
      ...(param === undefined ? {} : { param }),
      ...(details === undefined ? {} : { details }),
    },
  };
}
