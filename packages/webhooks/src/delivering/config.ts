import type { Envelope } from "@ledgerport/engine";

/** How deliveries are made. */
export interface DelivererConfig {
  /** CIDRs that deliveries may reach besides public addresses (LEDGERPORT_WEBHOOK_ALLOW_NETWORKS). */
  allowNetworks: readonly string[];
  /** Plain http endpoints are accepted (LEDGERPORT_WEBHOOK_ALLOW_HTTP). */
  allowHttp: boolean;
  /** For subscriptions that name none (LEDGERPORT_WEBHOOK_ENVELOPE). */
  envelope: Envelope;
  /** Milliseconds for one attempt (contract section 4, Delivery). */
  timeoutMs: number;
  /** Most attempts at once. An attempt that waits costs little, and a few dead endpoints must not fill the places. */
  concurrency: number;
  /** Most attempts at once for one subscription. */
  perEndpoint: number;
  /** Milliseconds between two looks for work while nobody wakes it. */
  pollMs: number;
  /** Milliseconds that running attempts are given to end when it is stopped. */
  stopMs: number;
  /** Days for which deliveries that have ended, their attempts, and events are kept. */
  retentionDays: number;
}

/** Seconds that a lease outlasts its attempt: what recording may take, and how long a crash can delay a retry. */
export const LEASE_MARGIN_SECONDS = 15;

/** The usual configuration. */
export const delivererDefaults: DelivererConfig = {
  allowNetworks: [],
  allowHttp: false,
  envelope: "both",
  timeoutMs: 15_000,
  concurrency: 256,
  perEndpoint: 4,
  pollMs: 1000,
  stopMs: 5000,
  retentionDays: 30,
};
