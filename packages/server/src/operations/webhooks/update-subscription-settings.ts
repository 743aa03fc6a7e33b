import { SubscriptionSettings } from "@ledgerport/contract";
import { updateSubscriptionSettings as update } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** PATCH /platform/v1/subscriptions/{id}/settings */
export function updateSubscriptionSettings(call: Call): Promise<unknown> {
  const { envelope } = call.body(SubscriptionSettings);
  return call.writeAll(async (tx) => {
    await update(tx, { ...subscriptionTarget(call), envelope });
    return { data: { envelope } };
  });
}
