import { getSubscription as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentSubscription } from "../../presenters/webhooks/subscription.ts";
import { subscriptionTarget } from "./target.ts";

/** GET /v1/subscriptions/{id} */
export async function getSubscription(call: Call): Promise<unknown> {
  return { data: presentSubscription(await call.readAll((sql) => get(sql, subscriptionTarget(call)))) };
}
