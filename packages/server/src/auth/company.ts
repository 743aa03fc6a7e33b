import {
  type ApiKey,
  type Database,
  DomainError,
  type OwnedKind,
  getCompany,
  ownersOf,
} from "@ledgerport/engine";
import { badRequest, parameterMissing } from "../errors/api-error.ts";
import { NOBODY, onlyCompanyOf } from "./reach.ts";

/** Where a request names its company: the path, the query's `company_id` or the body's `companyId`. */
export interface NamedCompany {
  path?: string | undefined;
  query?: string | undefined;
  body?: string | undefined;
}

/** Things that a request names by id, of which its company has at least one. */
export interface Named {
  kind: OwnedKind;
  ids: readonly string[];
}

/**
 * The company that a request names or that the key belongs to; undefined where neither says it.
 * Throws BAD_REQUEST when query and body differ, and COMPANY_NOT_FOUND, which does not tell another tenant's company
 * from one that does not exist.
 */
export async function namedCompany(
  database: Database,
  key: ApiKey,
  named: NamedCompany,
): Promise<string | undefined> {
  if (named.query !== undefined && named.body !== undefined && named.query !== named.body) {
    throw badRequest("company_id and companyId name different companies", "company_id");
  }
  const companyId = named.path ?? named.query ?? named.body ?? key.companyId;
  if (companyId === null) return undefined;
  await assertReach(database, key, companyId);
  return companyId;
}

/**
 * The company of what a request names by id, or the only one that the key reaches (contract 1, Authentication).
 * Where nothing that the key reaches has the id it is nobody's company, so that the answer is that for an unknown id.
 * Throws REQUIRED_PARAMETER_MISSING, and BAD_REQUEST when things of several companies are named.
 */
export async function foundCompany(
  database: Database,
  key: ApiKey,
  named: Named | undefined,
): Promise<string> {
  if (named === undefined) return (await onlyCompanyOf(database, key)) ?? missing();
  const { organisationId } = key;
  const owners = await database.read("system", (sql) => ownersOf(sql, { ...named, organisationId }));
  if (owners.length > 1) {
    throw badRequest(`Several companies have what is named: company_id must name one`, "company_id");
  }
  return owners[0] ?? NOBODY;
}

function missing(): never {
  throw parameterMissing(
    "This key reaches several companies or none: company_id must name one",
    "company_id",
  );
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
