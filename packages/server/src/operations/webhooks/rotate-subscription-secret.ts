import { rotateSecret } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { timestamp } from "../../presenters/timestamps.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** POST /platform/v1/subscriptions/{id}:rotate-secret */
export function rotateSubscriptionSecret(call: Call): Promise<unknown> {
  return call.writeAll(async (tx) => {
    const { secret, previousValidUntil } = await rotateSecret(tx, subscriptionTarget(call));
    return { data: { secretKey: secret, previousSecretValidUntil: timestamp(previousValidUntil) } };
  });
}
