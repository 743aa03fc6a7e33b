import type { SubscriptionTarget } from "@ledgerport/engine";
import { reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";

/** The subscription that the path names, as far as the caller's key reaches. */
export function subscriptionTarget(call: Call): SubscriptionTarget {
  return { ...reachOf(call.key), id: call.param("id") };
}
