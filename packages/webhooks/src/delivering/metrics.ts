import type { AfterAttempt, Backlog } from "@ledgerport/engine";

/** Told what the deliverer does, for whoever counts it. */
export interface DeliveryMetrics {
  /** An attempt was recorded; `seconds` is how long it took. */
  attempted(outcome: AfterAttempt["kind"], seconds: number): void;
  /** A delivery has arrived so many seconds after it was queued. */
  arrived(seconds: number): void;
  /** What waits, measured now and then. */
  backlog(backlog: Backlog): void;
}
