import { DELIVERY_STATUSES, ENVELOPES, EVENT_TYPES, REDELIVERY_STATUSES } from "../enums/webhooks.ts";
import { Timestamp, TimestampInput, Uuid } from "../schema/primitives.ts";
import { Closed, MapOf, Maybe, type Static, Type, Words } from "../schema/type.ts";

const MOMENT = "2025-05-23T15:21:32Z";
const EVENT_ID = "0197a3c2-7c00-7b00-8c00-000000000001";
const COMPANY_ID = "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70";

/** What of a subscription is the operator's to set. */
export const SubscriptionSettings = Closed(
  { envelope: Words(ENVELOPES) },
  { title: "SubscriptionSettings", examples: [{ envelope: "flat" }] },
);

export type SubscriptionSettings = Static<typeof SubscriptionSettings>;

/** A new secret; until the moment named, deliveries are signed with the one before as well. */
export const RotatedSecret = Closed(
  { secretKey: Type.String(), previousSecretValidUntil: Timestamp },
  {
    title: "RotatedSecret",
    examples: [
      {
        secretKey: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        previousSecretValidUntil: "2025-05-24T15:21:32Z",
      },
    ],
  },
);

export type RotatedSecret = Static<typeof RotatedSecret>;

/** One attempt at a delivery. Without a `statusCode` there was no answer, and `error` says why. */
export const DeliveryAttempt = Closed(
  {
    number: Type.Integer({ minimum: 1 }),
    at: Timestamp,
    durationMs: Type.Integer({ minimum: 0 }),
    statusCode: Type.Optional(Type.Integer()),
    response: Type.Optional(Type.String({ description: "The first bytes of the answer" })),
    error: Type.Optional(Type.String()),
  },
  {
    title: "DeliveryAttempt",
    examples: [{ number: 1, at: MOMENT, durationMs: 41, statusCode: 204, response: "" }],
  },
);

export type DeliveryAttempt = Static<typeof DeliveryAttempt>;

/** One event on its way to one subscription, with every attempt. */
export const Delivery = Closed(
  {
    id: { ...Uuid, description: "The webhook-id, the same in every attempt" },
    companyId: Uuid,
    subscriptionId: Uuid,
    sequence: Type.Optional(
      Type.Integer({ minimum: 1, description: "The event's number in its company; a test has none" }),
    ),
    eventId: Uuid,
    eventType: Type.String({ description: "The name as subscribed" }),
    status: Words(DELIVERY_STATUSES),
    createdAt: Timestamp,
    nextAttemptAt: Type.Optional(Timestamp),
    endedAt: Type.Optional(Timestamp),
    attempts: Type.Array(DeliveryAttempt),
  },
  {
    title: "Delivery",
    examples: [
      {
        id: "0197a3c2-7b00-7b00-8c00-000000000001",
        companyId: COMPANY_ID,
        subscriptionId: "0197a3c2-7900-7b00-8c00-000000000001",
        sequence: 17,
        eventId: EVENT_ID,
        eventType: "v1.export-job.created",
        status: "delivered",
        createdAt: MOMENT,
        endedAt: MOMENT,
        attempts: [{ number: 1, at: MOMENT, durationMs: 41, statusCode: 204, response: "" }],
      },
    ],
  },
);

export type Delivery = Static<typeof Delivery>;

/** Which events to send again: those that happened from `since` on and before `until` (left out: until now). */
export const RangeRedelivery = Closed(
  {
    since: TimestampInput,
    until: Maybe(TimestampInput),
    status: Maybe(
      Words(REDELIVERY_STATUSES, {
        description:
          "Deliveries that failed, or were delivered, or events for which none was made (missing); " +
          "left out: failed and missing",
      }),
    ),
  },
  { title: "RangeRedelivery", examples: [{ since: MOMENT }] },
);

export type RangeRedelivery = Static<typeof RangeRedelivery>;

/** How many deliveries were queued; `more`: at the limit of one call, so there may be others. */
export const RangeRedelivered = Closed(
  { queued: Type.Integer({ minimum: 0 }), more: Type.Boolean() },
  { title: "RangeRedelivered", examples: [{ queued: 12, more: false }] },
);

export type RangeRedelivered = Static<typeof RangeRedelivered>;

/** Something that happened in a company. */
export const CompanyEvent = Closed(
  {
    sequence: Type.Integer({ minimum: 1, description: "From 1, without gaps, in the order of the commits" }),
    eventId: Uuid,
    eventType: Words(EVENT_TYPES),
    createdAt: Timestamp,
    data: MapOf({}, { description: "The resource as it was then" }),
  },
  {
    title: "CompanyEvent",
    examples: [
      {
        sequence: 17,
        eventId: EVENT_ID,
        eventType: "v1.export-job.created",
        createdAt: MOMENT,
        data: { id: "0197a3c2-6f00-7a11-8b22-3c4d5e6f7081", status: "pending" },
      },
    ],
  },
);

export type CompanyEvent = Static<typeof CompanyEvent>;

/** A stretch of a company's events, oldest first. A consumer has missed nothing when it has seen every number. */
export const CompanyEvents = Closed(
  {
    data: Type.Array(CompanyEvent),
    firstSequence: Type.Integer({ minimum: 1, description: "The number from which on every event is kept" }),
    lastSequence: Type.Integer({ minimum: 0, description: "The newest number given out" }),
  },
  { title: "CompanyEvents" },
);

export type CompanyEvents = Static<typeof CompanyEvents>;
