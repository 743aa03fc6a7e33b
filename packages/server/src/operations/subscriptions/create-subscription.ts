import { SubscriptionDraft } from "@ledgerport/contract";
import { type SubscriptionOwner, createSubscription as create } from "@ledgerport/engine";
import { parameterMissing } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";
import { presentSubscription } from "../../presenters/webhooks/subscription.ts";

/** POST /v1/subscriptions (contract 4) */
export function createSubscription(call: Call): Promise<unknown> {
  const { companyId: _named, ...draft } = call.body(SubscriptionDraft);
  const owner = ownerOf(call);
  const rules = { allowHttp: call.app.config.webhookAllowHttp };
  return call.writeAll(async (tx) => ({
    data: presentSubscription(await create(tx, { owner, draft, rules })),
  }));
}

/** The company that is named or that the key belongs to, else the key's organisation. */
function ownerOf({ key, namedCompanyId }: Call): SubscriptionOwner {
  if (namedCompanyId !== null) return { companyId: namedCompanyId };
  if (key.organisationId !== null) return { organisationId: key.organisationId };
  throw parameterMissing("The admin key belongs to nobody: company_id must name a company", "company_id");
}
