import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "../common.ts";
import type { OpenEnum, Tolerant } from "../tolerant.ts";

/** What of a subscription is the operator's to set. */
export type SubscriptionSettings = Tolerant<wire.SubscriptionSettings>;
/** The settings to change to. */
export type UpdateSubscriptionSettings = wire.SubscriptionSettings;

/** A new secret; until `previousSecretValidUntil`, deliveries are signed with the one before as well. */
export type RotatedSecret = wire.RotatedSecret;

/** Where a delivery stands. */
export type DeliveryStatus = wire.DeliveryStatus;
/** One event on its way to one subscription, with every attempt. Its id is the `webhook-id`. */
export type Delivery = Tolerant<wire.Delivery>;
/** One attempt at a delivery; without a `statusCode` there was no answer, and `error` says why. */
export type DeliveryAttempt = Tolerant<wire.DeliveryAttempt>;

/** Which deliveries of a list. */
export interface DeliveryFilter {
  status?: DeliveryStatus;
}

/** A page of deliveries. */
export type ListDeliveries = DeliveryFilter & Paging<"createdAt" | "id">;
/** All deliveries, page by page. */
export type ListAllDeliveries = DeliveryFilter & AllPages<"createdAt" | "id">;

/** Which events to send again: from `since` on and before `until` (now, when left out). */
export type RedeliverRange = wire.RangeRedelivery;
/** How many deliveries were queued; with `more`, the limit of one call was reached and others may be left. */
export type RedeliveredRange = wire.RangeRedelivered;

/**
 * Something that happened in a company. `data` is the resource as it was then; `eventType` the name in version 1 (a
 * delivery carries the name as subscribed). `verifyWebhook`'s guards tell what `data` is.
 */
export interface CompanyEvent extends Omit<wire.CompanyEvent, "eventType" | "data"> {
  eventType: OpenEnum<wire.EventType>;
  data: unknown;
}

/** A stretch of a company's events, oldest first, and the first and last number that the server has of them. */
export interface CompanyEvents extends Omit<wire.CompanyEvents, "data"> {
  data: CompanyEvent[];
}

/** Which events: those after a number, 0 when left out. */
export interface ListEvents {
  /** The last number already seen. */
  after?: number;
  /** Most events in the answer: 100 when left out, at most 1,000. */
  limit?: number;
}

/** All events after a number. */
export interface ListAllEvents {
  /** The last number already seen; 0 when left out. */
  after?: number;
  /** Events fetched at a time: 1,000 when left out. */
  pageSize?: number;
}
