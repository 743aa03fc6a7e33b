import { DomainError } from "../shared/errors.ts";

/** A member of a row that breaks a rule. `param` names it, e.g. `lines[0].amount`. */
export function refused(param: string, message: string): DomainError {
  return new DomainError("BAD_REQUEST", `${param}: ${message}`, { param });
}

/** A code that the company's reference data doesn't have. */
export function unknownReference(param: string, what: string, code: string): DomainError {
  return new DomainError("UNKNOWN_REFERENCE", `${param}: there is no ${what} with the code ${code}`, {
    param,
  });
}

/** Amounts that must sum to another and don't. */
export function notAddingUp(param: string, message: string): DomainError {
  return new DomainError("LINES_DO_NOT_ADD_UP", `${param}: ${message}`, { param });
}
