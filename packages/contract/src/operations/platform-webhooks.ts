import { DELIVERY_STATUSES } from "../enums/webhooks.ts";
import {
  CompanyEvents,
  Delivery,
  RangeRedelivered,
  RangeRedelivery,
  RotatedSecret,
  SubscriptionSettings,
} from "../platform/webhooks.ts";
import { type Schema, Type, Words } from "../schema/type.ts";
import { single } from "../schema/lists.ts";
import { byId, define, found, ids, json, listed } from "./define.ts";

const common = { versions: [], api: "platform", tags: ["Webhooks"] } as const;
const read = { ...common, scope: "platform:read" } as const;
const write = { ...common, scope: "platform:write" } as const;

/** 202 with what was queued: it is sent in the background. */
const queued = (schema: Schema) => ({ status: 202 as const, schema: single(schema) });

/** What the platform's side can see and do of webhooks (contract 6). */
export const platformWebhookOperations = [
  define({
    ...write,
    id: "updateSubscriptionSettings",
    method: "PATCH",
    path: "/platform/v1/subscriptions/{id}/settings",
    summary: "Choose the envelope of a subscription's deliveries",
    description: "Holds for deliveries whose first attempt has not begun.",
    params: ids("id"),
    body: json(SubscriptionSettings),
    success: found(SubscriptionSettings),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "rotateSubscriptionSecret",
    method: "POST",
    path: "/platform/v1/subscriptions/{id}:rotate-secret",
    summary: "Give a subscription a new secret",
    description: "For 24 hours deliveries carry a signature by the secret before as well.",
    params: ids("id"),
    success: found(RotatedSecret),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "testSubscription",
    method: "POST",
    path: "/platform/v1/subscriptions/{id}:test",
    summary: "Send a test",
    description: "A delivery of the type `v1.webhook.test`, sent like any other; its outcome is in the log.",
    params: ids("id"),
    success: queued(Delivery),
    errors: ["SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_INACTIVE", "COMPANY_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "redeliverSubscription",
    method: "POST",
    path: "/platform/v1/subscriptions/{id}:redeliver",
    summary: "Send a stretch of time again",
    description: "Up to 10,000 deliveries at once.",
    params: ids("id"),
    body: json(RangeRedelivery),
    success: queued(RangeRedelivered),
    errors: ["SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_INACTIVE"],
  }),
  define({
    ...read,
    id: "listDeliveries",
    method: "GET",
    path: "/platform/v1/subscriptions/{id}/deliveries",
    summary: "A subscription's deliveries, with every attempt",
    params: ids("id"),
    filters: { status: Type.Optional(Words(DELIVERY_STATUSES, { description: "Those with this status" })) },
    sortingKeys: ["createdAt", "id"],
    success: listed(Delivery),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "redeliver",
    method: "POST",
    path: "/platform/v1/deliveries/{id}:redeliver",
    summary: "Send a delivery again",
    description: "Under the same webhook-id; its schedule of retries starts over.",
    company: "request",
    ...byId("delivery"),
    success: queued(Delivery),
    errors: ["DELIVERY_NOT_FOUND", "SUBSCRIPTION_INACTIVE"],
  }),
  define({
    ...read,
    id: "listCompanyEvents",
    method: "GET",
    path: "/platform/v1/companies/{id}/events",
    summary: "What happened in a company, in order",
    description:
      "The events that webhooks tell of, numbered without gaps, so that a consumer can catch up by pulling and prove " +
      "that it has missed nothing.",
    // Who may subscribe to the events is sent them anyway.
    orScope: "webhooks:read",
    company: "path",
    params: ids("id"),
    filters: {
      after: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
          description: "The last number already seen; 0 when left out",
        }),
      ),
      limit: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: Number.MAX_SAFE_INTEGER,
          description: "Most events in the answer; 100 when left out, above 1,000 it counts as 1,000",
        }),
      ),
    },
    success: { status: 200, schema: CompanyEvents },
  }),
];
