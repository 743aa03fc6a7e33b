import { listCompanies as list } from "@ledgerport/engine";
import { assertOrganisationReached, reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentCompany } from "../../presenters/platform/tenants.ts";

/** GET /platform/v1/companies: those that the key reaches. */
export async function listCompanies(call: Call): Promise<unknown> {
  const wanted = call.page();
  const organisationId = call.text("organisation_id");
  if (organisationId !== undefined && call.key.companyId === null) {
    assertOrganisationReached(call.key, organisationId, "organisation_id");
  }
  const reach = { ...(organisationId === undefined ? {} : { organisationId }), ...reachOf(call.key) };
  const page = await call.readAll((sql) => list(sql, { ...reach, page: wanted.request }));
  return call.listed(wanted, page, presentCompany);
}
