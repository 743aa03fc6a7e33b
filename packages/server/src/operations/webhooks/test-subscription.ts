import { testSubscription as sendTest } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentDelivery } from "../../presenters/webhooks/delivery.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** POST /platform/v1/subscriptions/{id}:test */
export function testSubscription(call: Call): Promise<unknown> {
  const input = { ...subscriptionTarget(call), envelope: call.app.config.webhookEnvelope };
  return call.writeAll(async (tx) => ({ data: presentDelivery(await sendTest(tx, input)) }));
}
