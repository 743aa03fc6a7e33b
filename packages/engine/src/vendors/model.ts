import { wireTimestamp } from "../shared/clock.ts";
import { DomainError } from "../shared/errors.ts";

/** Whether the accounting system knows the vendor: not yet, yes, no more (contract section 5). */
export type VendorState = "DRAFT" | "ACTIVE" | "ARCHIVED";

/** What a vendor can be created with. */
export interface VendorDraft {
  companyId: string;
  name: string;
  /** ISO 4217. */
  defaultCurrency: string;
  accountingSystem?: string;
  code?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** The accounting system's own id. */
  externalId?: string;
  registrationNumber?: string;
  taxRegistrationNumber?: string;
}

/** A creditor of the company. */
export interface Vendor extends VendorDraft {
  id: string;
  state: VendorState;
  createdAt: Date;
  updatedAt: Date;
}

/** A new vendor is active when the accounting system's code or id is given, else a draft (contract section 5). */
export function stateOfNew(draft: VendorDraft): VendorState {
  return draft.code === undefined && draft.externalId === undefined ? "DRAFT" : "ACTIVE";
}

/** The error for a vendor that does not exist, or not in this company. */
export function vendorNotFound(): DomainError {
  return new DomainError("VENDOR_NOT_FOUND", "There is no such vendor", { param: "id" });
}

/** A vendor as the Vendors API and its events show it: what it lacks is left out (contract section 5, Response). */
export function vendorImage(vendor: Vendor) {
  const { id, companyId, name, defaultCurrency, state, createdAt, updatedAt, ...optional } = vendor;
  return {
    id,
    companyId,
    name,
    defaultCurrency,
    state,
    createdAt: wireTimestamp(createdAt),
    updatedAt: wireTimestamp(updatedAt),
    ...optional,
  };
}

/** A vendor as export items show it, as JSON text (contract section 2, vendor). */
export function vendorInItem(vendor: Vendor): string {
  const { id, name, defaultCurrency, code, country, externalId, registrationNumber, taxRegistrationNumber } =
    vendor;
  return JSON.stringify({
    id,
    name,
    defaultCurrency,
    code,
    country,
    externalId,
    registrationNumber,
    taxRegistrationNumber,
  });
}
