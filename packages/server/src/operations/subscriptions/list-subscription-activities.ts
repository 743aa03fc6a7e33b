import { OPERATION_TYPES } from "@ledgerport/contract";
import { listSubscriptionActivities as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentSubscriptionActivity } from "../../presenters/webhooks/subscription.ts";
import { subscriptionTarget } from "./target.ts";

/** GET /v1/subscriptions/{id}/activities */
export async function listSubscriptionActivities(call: Call): Promise<unknown> {
  const wanted = call.page();
  const operationTypes = call.words("operation_types", OPERATION_TYPES);
  const input = { ...subscriptionTarget(call), operationTypes, page: wanted.request };
  return call.listed(wanted, await call.readAll((sql) => list(sql, input)), presentSubscriptionActivity);
}
