/** The longest first wait, in milliseconds; it doubles with every further attempt. */
const FIRST_WAIT = 250;
/** No wait of our own choice is longer than this, in milliseconds. */
const LONGEST_WAIT = 20_000;

/** A random number from 0 up to 1. */
// oxlint-disable-next-line no-restricted-properties -- this module is the backoff
export const systemRandom: () => number = () => Math.random();

/**
 * Milliseconds to wait after attempt number `attempt` (from 0): "full jitter", anything from nothing up to a limit
 * that doubles, so that clients that failed together do not come back together.
 */
export function backoff(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt));
}
