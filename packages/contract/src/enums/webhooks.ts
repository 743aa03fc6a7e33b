/** What can happen, by the names that are documented (contract 4); each also as v2 and v3, and in an older spelling. */
export const EVENT_TYPES = [
  "v1.export-job.created",
  "v1.export-job.started",
  "v1.export-job.completed",
  "v1.export-job.completed_with_errors",
  "v1.export-job.failed",
  "v1.vendor.created",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Whether a subscription gets deliveries. */
export const SUBSCRIPTION_STATUSES = ["ACTIVE", "INACTIVE"] as const;

export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** How deliveries authenticate themselves at their endpoint. */
export const ENDPOINT_AUTH_TYPES = ["NONE", "BASIC"] as const;

/** What was done to a subscription. */
export const OPERATION_TYPES = ["CREATE", "UPDATE", "DELETE"] as const;

export type OperationType = (typeof OPERATION_TYPES)[number];

/** What a delivery's body looks like: its members at the top (flat), in `payload` (nested), or in both places. */
export const ENVELOPES = ["both", "flat", "nested"] as const;

export type Envelope = (typeof ENVELOPES)[number];

/** Where a delivery stands. */
export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What a range can be redelivered of: deliveries by their outcome, or events for which none was made. */
export const REDELIVERY_STATUSES = ["failed", "delivered", "missing"] as const;

export type RedeliveryStatus = (typeof REDELIVERY_STATUSES)[number];
