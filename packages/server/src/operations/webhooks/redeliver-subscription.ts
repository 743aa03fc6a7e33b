import { RangeRedelivery } from "@ledgerport/contract";
import { redeliverRange } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** POST /platform/v1/subscriptions/{id}:redeliver */
export function redeliverSubscription(call: Call): Promise<unknown> {
  const { since, until, status } = call.body(RangeRedelivery);
  const range = { since: new Date(since), until: until === undefined ? undefined : new Date(until), status };
  return call.writeAll(async (tx) => ({
    data: await redeliverRange(tx, { ...subscriptionTarget(call), ...range }),
  }));
}
