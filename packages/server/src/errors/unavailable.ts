/** Node's words for a database that can't be reached or went away. */
const LOST = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/**
 * PostgreSQL's: it shuts down or starts up (57P01 to 57P03), ended a transaction that was idle (25P03), has no room on its
 * disk, no memory or no connection left (class 53), could not write (58030), or lost a connection (class 08).
 */
const REFUSING = /^(?:57P0[123]|25P03|53...|58030|08...)$/;
/** PostgreSQL's: a lock was not to be had, or a statement was not done, within the time that others can be let wait. */
const TOO_LONG = /^(?:55P03|57014)$/;

/** The driver's own words for a connection that ended under a running query, or was not made in time; without a code. */
const UNCODED = /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** Why a request failed that may succeed when it is tried again soon, nothing having been changed; else undefined. */
export function whyUnavailable(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) return error.errors.map(whyUnavailable).find(Boolean);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code === undefined) return UNCODED.test(error.message) ? GONE : undefined;
  if (TOO_LONG.test(code)) return "Other work is in the way, or this takes too long; try again soon";
  return LOST.has(code) || REFUSING.test(code) ? GONE : undefined;
}

const GONE = "The database does not answer; try again soon";
