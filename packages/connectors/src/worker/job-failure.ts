import {
  ApiError,
  type ExportJobFailure,
  ForbiddenError,
  MissingContraAccountsError,
  RateLimitError,
  ServerError,
  UnauthorizedError,
} from "@ledgerport/sdk";
import { TargetError } from "../targets/target.ts";

/**
 * What to tell of a job that `error` ended. Undefined when trying again later may help (the server is out of reach or
 * busy) or when the error is a fault of the program: the job then stays in progress, to be resumed.
 */
export function jobFailure(error: unknown): ExportJobFailure | undefined {
  if (error instanceof TargetError) {
    return { failureReason: error.message, failureReasonType: error.failureReasonType };
  }
  if (!(error instanceof ApiError) || error instanceof RateLimitError || error instanceof ServerError) {
    return undefined;
  }
  return { failureReason: error.message, failureReasonType: typeOf(error) };
}

function typeOf(error: ApiError): NonNullable<ExportJobFailure["failureReasonType"]> {
  if (error instanceof UnauthorizedError) return "authentication_failure";
  if (error instanceof ForbiddenError) return "authorization_failure";
  if (error instanceof MissingContraAccountsError) return "missing_configuration";
  return "integration_unusable";
}
