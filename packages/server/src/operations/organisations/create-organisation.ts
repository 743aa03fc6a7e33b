import { OrganisationCreate } from "@ledgerport/contract";
import { createOrganisation as create } from "@ledgerport/engine";
import { requireAdmin } from "../../auth/access.ts";
import type { Call } from "../../http/call.ts";
import { presentOrganisation } from "../../presenters/platform/tenants.ts";

/** POST /platform/v1/organisations: the operator's alone, since no tenant's key reaches beyond its tenant. */
export function createOrganisation(call: Call): Promise<unknown> {
  requireAdmin(call.key, "Creating an organisation");
  const { name } = call.body(OrganisationCreate);
  return call.writeAll(async (tx) => ({ data: presentOrganisation(await create(tx, { name })) }));
}
