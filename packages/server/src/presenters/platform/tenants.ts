import type { ApiKey, Company, Organisation } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** An organisation (contract 6). */
export function presentOrganisation({ id, name, createdAt }: Organisation) {
  return { id, name, createdAt: timestamp(createdAt) };
}

/** A company; without an organisation the member is left out. */
export function presentCompany(company: Company) {
  return {
    id: company.id,
    name: company.name,
    ...(company.organisationId === null ? {} : { organisationId: company.organisationId }),
    defaultCurrency: company.defaultCurrency,
    bookkeepingMethod: company.bookkeepingMethod,
    requiredForExport: company.requiredForExport,
    ...(company.booksClosedThrough === null ? {} : { booksClosedThrough: company.booksClosedThrough }),
    createdAt: timestamp(company.createdAt),
    updatedAt: timestamp(company.updatedAt),
  };
}

/** An API key without its secret; what it does not belong to is left out. */
export function presentApiKey(key: ApiKey) {
  return {
    id: key.id,
    name: key.name,
    ...(key.companyId === null ? {} : { companyId: key.companyId }),
    ...(key.organisationId === null ? {} : { organisationId: key.organisationId }),
    scopes: key.scopes,
    createdAt: timestamp(key.createdAt),
    ...(key.expiresAt === null ? {} : { expiresAt: timestamp(key.expiresAt) }),
  };
}
