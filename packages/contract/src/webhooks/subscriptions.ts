import { ENDPOINT_AUTH_TYPES, OPERATION_TYPES, SUBSCRIPTION_STATUSES } from "../enums/webhooks.ts";
import { Timestamp, Url, Uuid, filledText, text } from "../schema/primitives.ts";
import { Closed, MapOf, Maybe, type Static, Type, Words } from "../schema/type.ts";

const SUBSCRIPTION_ID = "0197a3c2-7900-7b00-8c00-000000000001";
const MOMENT = "2025-05-23T15:21:32Z";
const ENDPOINT = "https://erp.example/hooks";

const Credential = text(1000);

/** How deliveries authenticate themselves. BASIC takes a user name with or without a password, or a token alone. */
const endpointAuth = {
  type: Maybe(Words(ENDPOINT_AUTH_TYPES, { description: "Left out: BASIC with credentials, NONE without" })),
  credentials: Maybe(
    Type.Object({
      username: Maybe(Credential),
      password: Maybe(Credential),
      token: Maybe(Credential),
    }),
  ),
};

const shown = {
  id: Uuid,
  endpointUrl: Type.String(),
  eventTypes: Type.Array(Type.String()),
  status: Words(SUBSCRIPTION_STATUSES),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  customHeaders: Type.Optional(MapOf(Type.String(), { description: "Values that look secret are masked" })),
  endpointAuth: Type.Optional(
    Closed(
      {
        type: Words(ENDPOINT_AUTH_TYPES),
        credentials: Type.Optional(
          Closed({
            username: Type.Optional(Type.String()),
            password: Type.Optional(Type.String({ description: "Masked" })),
            token: Type.Optional(Type.String({ description: "Masked" })),
          }),
        ),
      },
      { title: "EndpointAuth", examples: [{ type: "NONE" }] },
    ),
  ),
  deletedAt: Type.Optional(Timestamp),
  deletedBy: Type.Optional(Type.String()),
};

/** A subscription to events (contract 4). */
export const Subscription = Closed(shown, {
  title: "Subscription",
  examples: [
    {
      id: SUBSCRIPTION_ID,
      endpointUrl: ENDPOINT,
      eventTypes: ["v1.export-job.created"],
      status: "ACTIVE",
      createdAt: MOMENT,
      updatedAt: MOMENT,
      endpointAuth: { type: "BASIC", credentials: { username: "ledger", password: "********" } },
    },
  ],
});

export type Subscription = Static<typeof Subscription>;

/** The body that makes a subscription, or replaces one. */
export const SubscriptionDraft = Type.Object(
  {
    endpointUrl: Url,
    eventTypes: Type.Array(filledText(100), {
      minItems: 1,
      uniqueItems: true,
      description: "The events to be told of; each is delivered under the name given here",
    }),
    status: Maybe(Words(SUBSCRIPTION_STATUSES)),
    customHeaders: Maybe(MapOf(text(2000))),
    endpointAuth: Maybe(Type.Object(endpointAuth)),
    companyId: Maybe({
      ...Uuid,
      description: "With an organisation's key: the company to subscribe for, in place of the organisation",
    }),
  },
  {
    title: "SubscriptionDraft",
    examples: [{ endpointUrl: ENDPOINT, eventTypes: ["v1.export-job.created", "v1.export-job.failed"] }],
  },
);

export type SubscriptionDraft = Static<typeof SubscriptionDraft>;

/** One thing that was done to a subscription. */
export const SubscriptionActivity = Closed(
  {
    id: Uuid,
    subscriptionId: Uuid,
    actorUrn: Type.String(),
    operationType: Words(OPERATION_TYPES),
    description: Type.String(),
    createdAt: Timestamp,
  },
  {
    title: "SubscriptionActivity",
    examples: [
      {
        id: "0197a3c2-7a00-7b00-8c00-000000000001",
        subscriptionId: SUBSCRIPTION_ID,
        actorUrn: "urn:ledgerport:key:0197a3c2-7800-7b00-8c00-000000000001",
        operationType: "CREATE",
        description: "Created for v1.export-job.created",
        createdAt: MOMENT,
      },
    ],
  },
);

export type SubscriptionActivity = Static<typeof SubscriptionActivity>;

/** The secret that deliveries are signed with. */
export const SubscriptionSecret = Closed(
  { secretKey: Type.String({ pattern: "^whsec_[A-Za-z0-9+/]+=*$" }) },
  { title: "SubscriptionSecret", examples: [{ secretKey: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }] },
);

export type SubscriptionSecret = Static<typeof SubscriptionSecret>;
