/** A number from 0 up to 1, 1 excluded. */
export type Random = () => number;

/** The machine's own randomness; good enough to spread retries, not for secrets. */
// oxlint-disable-next-line no-restricted-properties -- this module is the backoff's source of randomness
export const systemRandom: Random = () => Math.random();

/** Seconds to wait after the first, the second … failed attempt (contract section 4, Delivery). */
const SCHEDULE = [5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600] as const;

/** Most attempts at one delivery, the first one included. */
export const MOST_ATTEMPTS = SCHEDULE.length + 1;

/** An endpoint can ask to be left alone for so many seconds at most: as long as the schedule ever waits. */
const LONGEST_RETRY_AFTER = 10 * 3600;

/**
 * Waits are drawn out by up to a fifth, so that the retries of an outage don't all come back at one moment. They are
 * never cut short: neither the schedule nor a Retry-After is undercut.
 */
const JITTER = 0.2;

/** Where a delivery stands after an attempt that failed. */
export interface FailedAttempt {
  /** Attempts made before this one since the delivery was queued, from 0. */
  attemptsBefore: number;
  /** What the endpoint asked for, in seconds; undefined when it asked for nothing. */
  retryAfter: number | undefined;
}

/**
 * Seconds until the next attempt: as the schedule says, or later where the endpoint asked for that (within limits).
 * Undefined when the schedule is used up.
 */
export function secondsUntilRetry(failed: FailedAttempt, random: Random): number | undefined {
  const scheduled = SCHEDULE[failed.attemptsBefore];
  if (scheduled === undefined) return undefined;
  const asked = Math.min(failed.retryAfter ?? 0, LONGEST_RETRY_AFTER);
  return Math.max(scheduled, asked) * (1 + JITTER * random());
}
