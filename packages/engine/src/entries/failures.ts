import { DomainError } from "../shared/errors.ts";

/** There is no such entry in the company. */
export function entryNotFound(): DomainError {
  return new DomainError("ENTRY_NOT_FOUND", "There is no such entry");
}

/** COMPANY_NOT_FOUND. */
export function companyNotFound(): DomainError {
  return new DomainError("COMPANY_NOT_FOUND", "There is no such company");
}

/** The entry may not be changed (contract 3.4). */
export function entryLocked(): DomainError {
  return new DomainError("ENTRY_LOCKED", "The entry is exported or in an export job");
}
