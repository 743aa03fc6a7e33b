import { getSubscriptionSecret as get } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { subscriptionTarget } from "./target.ts";

/** GET /v1/subscriptions/{id}/secret */
export async function getSubscriptionSecret(call: Call): Promise<unknown> {
  return { data: { secretKey: await call.readAll((sql) => get(sql, subscriptionTarget(call))) } };
}
