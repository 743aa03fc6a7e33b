import { deleteSubscription as end } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { subscriptionTarget } from "./target.ts";

/** DELETE /v1/subscriptions/{id} */
export async function deleteSubscription(call: Call): Promise<void> {
  await call.writeAll((tx) => end(tx, subscriptionTarget(call)));
}
