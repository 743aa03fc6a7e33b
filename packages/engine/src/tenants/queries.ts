import type { Page, PageRequest } from "../paging/page.ts";
import { DomainError } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import type { Company, Organisation, OwnedKind } from "./model.ts";
import { selectOwners, selectSomeCompanies } from "./owners-sql.ts";
import { selectCompanies, selectCompany, selectOrganisation, selectOrganisations } from "./sql.ts";

/** Throws ORGANISATION_NOT_FOUND. */
export async function getOrganisation(sql: Sql, input: { id: string }): Promise<Organisation> {
  const organisation = await selectOrganisation(sql, input.id);
  if (organisation === undefined)
    throw new DomainError("ORGANISATION_NOT_FOUND", "There is no such organisation");
  return organisation;
}

/**
 * Organisations by creation then id; sortable by name, createdAt and id. With `organisationId` at most that one:
 * what a caller who belongs to it may see.
 */
export function listOrganisations(
  sql: Sql,
  input: { organisationId?: string; page: PageRequest },
): Promise<Page<Organisation>> {
  return selectOrganisations(sql, input.organisationId, input.page);
}

/** Throws COMPANY_NOT_FOUND. */
export async function getCompany(sql: Sql, input: { companyId: string }): Promise<Company> {
  const company = await selectCompany(sql, input.companyId);
  if (company === undefined) throw new DomainError("COMPANY_NOT_FOUND", "There is no such company");
  return company;
}

/**
 * Companies by creation then id; sortable by name, createdAt, updatedAt and id. The filters say what the caller
 * may see: one organisation's companies, or one company.
 */
export function listCompanies(
  sql: Sql,
  input: { organisationId?: string; companyId?: string; page: PageRequest },
): Promise<Page<Company>> {
  return selectCompanies(sql, input, input.page);
}

/**
 * The companies that own one of the things, no more than two: enough to know whether it is none, one or several. A
 * deleted entry still has its owner. `organisationId` limits them to that organisation's; without it all count.
 */
export function ownersOf(
  sql: Sql,
  input: { kind: OwnedKind; ids: readonly string[]; organisationId: string | null },
): Promise<string[]> {
  return selectOwners(sql, input.kind, input.ids, input.organisationId);
}

/** Companies, no more than two, of one organisation or (null) of all: as `ownersOf`, to know whether it is one. */
export function someCompanies(sql: Sql, input: { organisationId: string | null }): Promise<string[]> {
  return selectSomeCompanies(sql, input.organisationId);
}
