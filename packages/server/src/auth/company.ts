import { type ApiKey, type Database, DomainError, getCompany } from "@ledgerport/engine";
import { badRequest, parameterMissing } from "../errors/api-error.ts";

/** Where a request names its company: the path, the query's `company_id` or the body's `companyId`. */
export interface NamedCompany {
  path?: string | undefined;
  query?: string | undefined;
  body?: string | undefined;
}

/**
 * The company that a request is about (contract 1, Authentication): a company's key needs not name it, every other
 * key must. Throws REQUIRED_PARAMETER_MISSING, BAD_REQUEST when query and body differ, and COMPANY_NOT_FOUND, which
 * does not tell another tenant's company from one that does not exist.
 */
export async function companyOf(database: Database, key: ApiKey, named: NamedCompany): Promise<string> {
  if (named.query !== undefined && named.body !== undefined && named.query !== named.body) {
    throw badRequest("company_id and companyId name different companies", "company_id");
  }
  const companyId = named.path ?? named.query ?? named.body ?? key.companyId;
  if (companyId === null) {
    throw parameterMissing("This key reaches several companies: company_id must name one", "company_id");
  }
  await assertReach(database, key, companyId);
  return companyId;
}

/** Throws COMPANY_NOT_FOUND unless the company exists and the key reaches it. */
export async function assertReach(database: Database, key: ApiKey, companyId: string): Promise<void> {
  if (key.companyId === companyId) return;
  if (key.companyId !== null) throw companyNotFound();
  const company = await database.read({ companyId }, (sql) => getCompany(sql, { companyId }));
  if (!key.isAdmin && company.organisationId !== key.organisationId) throw companyNotFound();
}

function companyNotFound(): DomainError {
  return new DomainError("COMPANY_NOT_FOUND", "There is no such company");
}
