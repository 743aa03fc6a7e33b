import { OPERATION_TYPES, SUBSCRIPTION_STATUSES } from "../enums/webhooks.ts";
import { filledText } from "../schema/primitives.ts";
import { Type, Words } from "../schema/type.ts";
import {
  Subscription,
  SubscriptionActivity,
  SubscriptionDraft,
  SubscriptionSecret,
} from "../webhooks/subscriptions.ts";
import { NO_CONTENT, define, found, ids, json, listed } from "./define.ts";

const common = { versions: [], api: "webhooks", tags: ["Webhook subscriptions"] } as const;
const read = { ...common, scope: "webhooks:read" } as const;
const write = { ...common, scope: "webhooks:write" } as const;

/** The Webhook Subscriptions API (contract 4). */
export const webhookOperations = [
  define({
    ...read,
    id: "listSubscriptions",
    method: "GET",
    path: "/v1/subscriptions",
    summary: "List subscriptions",
    description:
      "A company's key sees the company's, an organisation's key the organisation's and those of its companies. " +
      "Deleted ones are left out.",
    company: "optional",
    filters: {
      status: Type.Optional(Words(SUBSCRIPTION_STATUSES, { description: "Those with this status" })),
      event_types: Type.Optional(
        Type.Array(filledText(100), { description: "Those that get one of these events, by whatever name" }),
      ),
    },
    sortingKeys: ["createdAt", "updatedAt", "id"],
    success: listed(Subscription),
  }),
  define({
    ...write,
    id: "createSubscription",
    method: "POST",
    path: "/v1/subscriptions",
    summary: "Subscribe to events",
    description:
      "With a company's key for that company. With an organisation's key for all its companies, or for the one that " +
      "`company_id` names.",
    company: "optional",
    body: json(SubscriptionDraft),
    success: found(Subscription),
  }),
  define({
    ...read,
    id: "getSubscription",
    method: "GET",
    path: "/v1/subscriptions/{id}",
    summary: "Get a subscription",
    description: "A deleted one is still shown, with `deletedAt`.",
    params: ids("id"),
    success: found(Subscription),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "replaceSubscription",
    method: "PUT",
    path: "/v1/subscriptions/{id}",
    summary: "Replace a subscription",
    description: "What is left out is as for a new one. A masked secret sent back stays as it was.",
    params: ids("id"),
    body: json(SubscriptionDraft),
    success: found(Subscription),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "deleteSubscription",
    method: "DELETE",
    path: "/v1/subscriptions/{id}",
    summary: "End a subscription",
    params: ids("id"),
    success: NO_CONTENT,
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "listSubscriptionActivities",
    method: "GET",
    path: "/v1/subscriptions/{id}/activities",
    summary: "What was done to a subscription",
    params: ids("id"),
    filters: {
      operation_types: Type.Optional(
        Type.Array(Words(OPERATION_TYPES), { description: "Those of one of these types" }),
      ),
    },
    sortingKeys: ["createdAt", "id"],
    success: listed(SubscriptionActivity),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "getSubscriptionSecret",
    method: "GET",
    path: "/v1/subscriptions/{id}/secret",
    summary: "Get the secret that deliveries are signed with",
    params: ids("id"),
    success: found(SubscriptionSecret),
    errors: ["SUBSCRIPTION_NOT_FOUND"],
  }),
];
