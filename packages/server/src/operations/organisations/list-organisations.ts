import { listOrganisations as list } from "@ledgerport/engine";
import { organisationsInReach } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentOrganisation } from "../../presenters/platform/tenants.ts";

/** GET /platform/v1/organisations: those that the key reaches. */
export async function listOrganisations(call: Call): Promise<unknown> {
  const wanted = call.page();
  const reach = organisationsInReach(call.key);
  const page = await call.readAll((sql) => list(sql, { ...reach, page: wanted.request }));
  return call.listed(wanted, page, presentOrganisation);
}
