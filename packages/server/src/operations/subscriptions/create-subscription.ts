import { SubscriptionDraft } from "@ledgerport/contract";
import { type SubscriptionOwner, createSubscription as create } from "@ledgerport/engine";
import { onlyCompanyOf } from "../../auth/reach.ts";
import { parameterMissing } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";
import { presentSubscription } from "../../presenters/webhooks/subscription.ts";

/** POST /v1/subscriptions (contract 4) */
export async function createSubscription(call: Call): Promise<unknown> {
  const { companyId: _named, ...draft } = call.body(SubscriptionDraft);
  const owner = await ownerOf(call);
  const rules = { allowHttp: call.app.config.webhookAllowHttp };
  return call.writeAll(async (tx) => ({
    data: presentSubscription(await create(tx, { owner, draft, rules })),
  }));
}

/** The company that is named or that the key belongs to, else the key's organisation, else the only company there is. */
async function ownerOf({ app, key, namedCompanyId }: Call): Promise<SubscriptionOwner> {
  if (namedCompanyId !== null) return { companyId: namedCompanyId };
  if (key.organisationId !== null) return { organisationId: key.organisationId };
  const only = await onlyCompanyOf(app.database, key);
  if (only !== undefined) return { companyId: only };
  throw parameterMissing("The admin key belongs to nobody: company_id must name a company", "company_id");
}
