import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "./common.ts";
import type { Tolerant } from "./tolerant.ts";

/** Whether a subscription gets deliveries. */
export type SubscriptionStatus = wire.SubscriptionStatus;

/** A subscription to events (contract 4). Credentials are masked. */
export type Subscription = Tolerant<wire.Subscription>;

/**
 * A new subscription, or what replaces one. Each event is delivered under the name given in `eventTypes`. It is for the
 * client's company; with an organisation's key and no company, for all companies of the organisation.
 */
export type SubscriptionDraft = Omit<wire.SubscriptionDraft, "companyId">;

/** One thing that was done to a subscription. */
export type SubscriptionActivity = Tolerant<wire.SubscriptionActivity>;

/** Names that a list of subscriptions can be sorted by. */
export type SubscriptionSortingKey = "createdAt" | "updatedAt" | "id";

/** Which subscriptions of a list. */
export interface SubscriptionFilter {
  status?: SubscriptionStatus;
  /** Those that get one of these events, by whatever name. */
  eventTypes?: readonly string[];
}

/** Which activities of a list. */
export interface SubscriptionActivityFilter {
  operationTypes?: readonly wire.OperationType[];
}

/** A page of subscriptions. */
export type ListSubscriptions = SubscriptionFilter & Paging<SubscriptionSortingKey>;
/** All subscriptions, page by page. */
export type ListAllSubscriptions = SubscriptionFilter & AllPages<SubscriptionSortingKey>;

/** A page of a subscription's activities. */
export type ListSubscriptionActivities = SubscriptionActivityFilter & Paging<"createdAt" | "id">;
/** All of a subscription's activities, page by page. */
export type ListAllSubscriptionActivities = SubscriptionActivityFilter & AllPages<"createdAt" | "id">;
