import { getOrganisation as get } from "@ledgerport/engine";
import { assertOrganisationReached } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentOrganisation } from "../../presenters/platform/tenants.ts";

/** GET /platform/v1/organisations/{id} */
export async function getOrganisation(call: Call): Promise<unknown> {
  const id = call.param("id");
  assertOrganisationReached(call.key, id);
  return { data: presentOrganisation(await call.readAll((sql) => get(sql, { id }))) };
}
