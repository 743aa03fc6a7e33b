import {
  type Subscription,
  type SubscriptionActivity,
  maskedEndpointAuth,
  maskedHeaders,
} from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** A subscription, its secrets masked; what it lacks is left out (contract 4). */
export function presentSubscription(subscription: Subscription) {
  const { customHeaders, endpointAuth, deletedAt, deletedBy } = subscription;
  return {
    id: subscription.id,
    endpointUrl: subscription.endpointUrl,
    eventTypes: subscription.eventTypes,
    status: subscription.status,
    createdAt: timestamp(subscription.createdAt),
    updatedAt: timestamp(subscription.updatedAt),
    ...(customHeaders === null ? {} : { customHeaders: maskedHeaders(customHeaders) }),
    ...(endpointAuth === null ? {} : { endpointAuth: maskedEndpointAuth(endpointAuth) }),
    ...(deletedAt === null ? {} : { deletedAt: timestamp(deletedAt) }),
    ...(deletedBy === null ? {} : { deletedBy: urnOf(deletedBy) }),
  };
}

/** One thing that was done to a subscription. */
export function presentSubscriptionActivity(activity: SubscriptionActivity) {
  return {
    id: activity.id,
    subscriptionId: activity.subscriptionId,
    actorUrn: urnOf(activity.actor),
    operationType: activity.operationType,
    description: activity.description,
    createdAt: timestamp(activity.createdAt),
  };
}

/** An actor as a URN: `urn:ledgerport:key:<id>`, `urn:ledgerport:admin`, `urn:ledgerport:system:webhooks`. */
function urnOf(actor: string): string {
  return `urn:ledgerport:${actor}`;
}
