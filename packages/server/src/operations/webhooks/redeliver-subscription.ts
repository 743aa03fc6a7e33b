import { RangeRedelivery } from "@ledgerport/contract";
import { readInstant, redeliverRange } from "@ledgerport/engine";
import { badRequest } from "../../errors/api-error.ts";
import type { Call } from "../../http/call.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** POST /platform/v1/subscriptions/{id}:redeliver */
export function redeliverSubscription(call: Call): Promise<unknown> {
  const { since, until, status } = call.body(RangeRedelivery);
  const from = readInstant(since);
  if (from === undefined) throw badRequest("since is not a timestamp", "since");
  const range = { since: from, until: until === undefined ? undefined : readInstant(until), status };
  return call.writeAll(async (tx) => ({
    data: await redeliverRange(tx, { ...subscriptionTarget(call), ...range }),
  }));
}
