import { ApiKeyCreate } from "@ledgerport/contract";
import { createApiKey as create, readInstant } from "@ledgerport/engine";
import { assertReach } from "../../auth/company.ts";
import { assertOrganisationReached } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentApiKey } from "../../presenters/platform/tenants.ts";

/** POST /platform/v1/keys: for a company or organisation that the caller's key reaches. */
export async function createApiKey(call: Call): Promise<unknown> {
  const { name, companyId, organisationId, scopes, expiresAt } = call.body(ApiKeyCreate);
  if (companyId !== undefined) await assertReach(call.app.database, call.key, companyId);
  if (organisationId !== undefined) assertOrganisationReached(call.key, organisationId, "organisationId");
  const expires = expiresAt === undefined ? undefined : readInstant(expiresAt);
  return call.writeAll(async (tx) => {
    const { apiKey, secret } = await create(tx, {
      name,
      companyId,
      organisationId,
      scopes,
      expiresAt: expires,
    });
    return { data: { ...presentApiKey(apiKey), key: secret } };
  });
}
