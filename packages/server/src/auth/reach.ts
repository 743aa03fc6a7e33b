import { type ApiKey, DomainError } from "@ledgerport/engine";

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

/** An organisation that is never there: a company's key reaches its company and not what is above it. */
const NO_ORGANISATION = "00000000-0000-0000-0000-000000000000";

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
  return key.organisationId ?? NO_ORGANISATION;
}
