import { CompanyCreate } from "@ledgerport/contract";
import { createCompany as create } from "@ledgerport/engine";
import { ApiError } from "../../errors/api-error.ts";
import { assertOrganisationReached } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentCompany } from "../../presenters/platform/tenants.ts";

/** POST /platform/v1/companies: an organisation's key makes companies of its organisation, the admin key any. */
export function createCompany(call: Call): Promise<unknown> {
  const { key } = call;
  if (key.companyId !== null) throw new ApiError("FORBIDDEN", "A company's key can't create companies");
  const company = call.body(CompanyCreate);
  const organisationId = company.organisationId ?? key.organisationId ?? undefined;
  if (organisationId !== undefined) assertOrganisationReached(key, organisationId, "organisationId");
  return call.writeAll(async (tx) => ({
    data: presentCompany(await create(tx, { ...company, organisationId })),
  }));
}
