import { type ApiKey, type Database, DomainError, someCompanies } from "@ledgerport/engine";

/** What a listing is limited to: one company, one organisation, or nothing (the admin key). */
export interface Reach {
  companyId?: string;
  organisationId?: string;
}

/** Whose companies and keys a key may see. */
export function reachOf(key: ApiKey): Reach {
  if (key.isAdmin) return {};
  if (key.companyId !== null) return { companyId: key.companyId };
  return { organisationId: ownOrganisation(key) };
}

/**
 * The id of an organisation that is never there, as a company's key reaches its company and not what is above it; and
 * of the company that owns what nobody has.
 */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The company that a key reaches; undefined when there are several, or none. */
export async function onlyCompanyOf(database: Database, key: ApiKey): Promise<string | undefined> {
  if (key.companyId !== null) return key.companyId;
  const { organisationId } = key;
  const [one, another] = await database.read("system", (sql) => someCompanies(sql, { organisationId }));
  return another === undefined ? one : undefined;
}

/** Which organisations a key may see. */
export function organisationsInReach(key: ApiKey): { organisationId?: string } {
  return key.isAdmin ? {} : { organisationId: ownOrganisation(key) };
}

/** Throws ORGANISATION_NOT_FOUND unless the key reaches the organisation, if there is one. */
export function assertOrganisationReached(key: ApiKey, organisationId: string, param?: string): void {
  if (key.isAdmin || key.organisationId === organisationId) return;
  throw new DomainError("ORGANISATION_NOT_FOUND", "There is no such organisation", { param });
}

function ownOrganisation(key: ApiKey): string {
  return key.organisationId ?? NOBODY;
}
