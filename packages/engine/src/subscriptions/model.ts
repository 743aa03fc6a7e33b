/** Whether a subscription gets deliveries. */
export type SubscriptionStatus = "ACTIVE" | "INACTIVE";

/** What a delivery's body looks like (contract section 4): the members at the top, in `payload`, or both. */
export type Envelope = "both" | "flat" | "nested";

/** How a delivery authenticates itself at its endpoint. */
export interface EndpointAuth {
  type: "NONE" | "BASIC";
  credentials?: EndpointCredentials;
}

/** A user name with or without a password; or a token, which is sent as a user name without a password. */
export interface EndpointCredentials {
  username?: string;
  password?: string;
  token?: string;
}

/** Who a subscription belongs to: a company, or an organisation, whose companies' events it gets. */
export type SubscriptionOwner = { companyId: string } | { organisationId: string };

/** Whose subscriptions a caller may see: one company's, one organisation's with its companies', or all (neither). */
export interface SubscriptionReach {
  companyId?: string;
  organisationId?: string;
}

/** Which subscription a caller means, and which ones it may. */
export type SubscriptionTarget = { id: string } & SubscriptionReach;

/** What a subscriber says of a subscription. */
export interface SubscriptionDraft {
  endpointUrl: string;
  /** Names as the subscriber writes them; see events/names.ts. */
  eventTypes: readonly string[];
  /** ACTIVE when left out. */
  status?: SubscriptionStatus;
  customHeaders?: Readonly<Record<string, string>>;
  /** Without a type: BASIC where there are credentials, else NONE. */
  endpointAuth?: Partial<EndpointAuth>;
}

/** A subscription without its secret. */
export interface Subscription {
  id: string;
  /** Set on a company's subscription. */
  companyId: string | null;
  /** Set on an organisation's subscription. */
  organisationId: string | null;
  endpointUrl: string;
  eventTypes: string[];
  status: SubscriptionStatus;
  customHeaders: Record<string, string> | null;
  endpointAuth: EndpointAuth | null;
  /** Null: as the server is told. */
  envelope: Envelope | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  /** An actor: `key:<id>` or `admin`. */
  deletedBy: string | null;
}

/** A subscription's new secret. */
export interface RotatedSecret {
  /** `whsec_` and the base64 of 32 bytes. */
  secret: string;
  /** Until when deliveries are signed with the secret before as well. */
  previousValidUntil: Date;
}

/** What was done to a subscription. */
export type OperationType = "CREATE" | "UPDATE" | "DELETE";

/** One thing done to a subscription. */
export interface SubscriptionActivity {
  id: string;
  subscriptionId: string;
  /** An actor: `key:<id>`, `admin` or `system:webhooks`. */
  actor: string;
  operationType: OperationType;
  description: string;
  createdAt: Date;
}
