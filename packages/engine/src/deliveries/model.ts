import type { EndpointAuth, Envelope } from "../subscriptions/model.ts";

/** Where a delivery stands; `failed` once its retries are used up, its subscription is deleted or answered 410. */
export type DeliveryStatus = "pending" | "delivered" | "failed";

/** One attempt at a delivery, as it ended. */
export interface Attempt {
  /** When it began. */
  at: Date;
  /** Milliseconds that it took. */
  durationMs: number;
  /** The answer's HTTP status; null where there was no answer. */
  statusCode: number | null;
  /** The first bytes of the answer's body, as text; null where there was no answer. */
  responseExcerpt: string | null;
  /** Why it failed, in words; null for a success. */
  error: string | null;
}

/** What becomes of a delivery after an attempt. `gone`: the endpoint answered 410. */
export type AfterAttempt =
  { kind: "delivered" } | { kind: "retry"; at: Date } | { kind: "failed" } | { kind: "gone" };

/** An attempt's end, for the delivery that was claimed for it. */
export interface AttemptResult {
  /** As it was claimed. */
  delivery: Pick<ClaimedDelivery, "companyId" | "id" | "subscriptionId" | "attemptNumber" | "leaseUntil">;
  attempt: Attempt;
  next: AfterAttempt;
}

/** A delivery that this server, and no other, may attempt until its lease ends. */
export interface ClaimedDelivery {
  companyId: string;
  /** The webhook-id. */
  id: string;
  subscriptionId: string;
  endpointUrl: string;
  /** The name as subscribed. */
  eventType: string;
  /** The bytes to sign and send, as text. */
  body: string;
  /** The attempt that is to be made, from 1, over the delivery's whole life. */
  attemptNumber: number;
  /** Attempts made since the delivery was queued, or queued again: where it stands in the schedule, from 0. */
  attemptsInSchedule: number;
  /** The signing secrets: the present one, and during a rotation the one before. */
  secrets: string[];
  customHeaders: Readonly<Record<string, string>>;
  endpointAuth: EndpointAuth;
  createdAt: Date;
  leaseUntil: Date;
}

/** How much a server takes at once. */
export interface ClaimRequest {
  /** Most deliveries claimed. */
  limit: number;
  /** Most deliveries of one subscription that are being attempted at once, by all servers together. */
  perSubscription: number;
  /** After so many seconds an attempt that was not recorded counts as lost, and is made again. */
  leaseSeconds: number;
  /** The server's own envelope, for subscriptions that name none. */
  envelope: Envelope;
}

/** A subscription that an attempt has made INACTIVE. */
export interface DisabledSubscription {
  subscriptionId: string;
  reason: "gone" | "failing";
}

/** An attempt in the log. */
export interface LoggedAttempt extends Attempt {
  /** From 1. */
  number: number;
}

/** A delivery as the log shows it. */
export interface Delivery {
  id: string;
  companyId: string;
  subscriptionId: string;
  /** Null for a test. */
  eventSequence: number | null;
  eventId: string;
  /** The name as subscribed. */
  eventType: string;
  status: DeliveryStatus;
  createdAt: Date;
  /** Null once it has ended. */
  nextAttemptAt: Date | null;
  endedAt: Date | null;
  /** Oldest first. */
  attempts: LoggedAttempt[];
}

/** What waits to be delivered to active subscriptions. */
export interface Backlog {
  /** Deliveries that are neither delivered nor failed. */
  pending: number;
  /** Of these, the ones whose time has come. */
  due: number;
  /** Seconds since the oldest pending delivery was made; 0 when none is. */
  oldestAgeSeconds: number;
}
