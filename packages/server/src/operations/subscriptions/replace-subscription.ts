import { SubscriptionDraft } from "@ledgerport/contract";
import { replaceSubscription as replace } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentSubscription } from "../../presenters/webhooks/subscription.ts";
import { subscriptionTarget } from "./target.ts";

/** PUT /v1/subscriptions/{id}; who it belongs to stays as it is. */
export function replaceSubscription(call: Call): Promise<unknown> {
  const { companyId: _named, ...draft } = call.body(SubscriptionDraft);
  const rules = { allowHttp: call.app.config.webhookAllowHttp };
  return call.writeAll(async (tx) => ({
    data: presentSubscription(await replace(tx, { ...subscriptionTarget(call), draft, rules })),
  }));
}
