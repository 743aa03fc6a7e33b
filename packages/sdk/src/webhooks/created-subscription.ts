import type { LostSince } from "../http/server-time.ts";
import type { Settled } from "../http/transport.ts";
import type { CallOptions } from "../types/common.ts";
import type { Subscription, SubscriptionDraft } from "../types/subscriptions.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** Newest subscriptions looked at: the lost one can only be among the last few. */
const NEWEST = 20;

/**
 * Looks for the subscription that a lost request may have created: one made since the request was first sent, with the
 * same endpoint and the same events. (Credentials come back masked and are not compared.)
 */
export async function findCreatedSubscription(
  subscriptions: Subscriptions,
  asked: SubscriptionDraft,
  since: LostSince,
  call: CallOptions | undefined,
): Promise<Settled<Subscription>> {
  const newest = await subscriptions.list(
    { sortingKeys: ["createdAt"], sortingOrder: ["DESC"], limit: NEWEST },
    call,
  );
  const found = newest.data.find((one) => since.covers(one.createdAt) && isAsAsked(one, asked));
  return found === undefined ? "send again" : { done: found };
}

function isAsAsked(one: Subscription, asked: SubscriptionDraft): boolean {
  return (
    sameAddress(one.endpointUrl, asked.endpointUrl) &&
    one.status === (asked.status ?? "ACTIVE") &&
    one.eventTypes.length === asked.eventTypes.length &&
    one.eventTypes.every((name) => asked.eventTypes.includes(name))
  );
}

/** A server may write an address in its normal form. */
function sameAddress(one: string, other: string): boolean {
  return one === other || URL.parse(one)?.href === URL.parse(other)?.href;
}
