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

/** PostgreSQL's: it shuts down or starts up (57P01 to 57P03), has no connection left (53300), or lost one (class 08). */
const REFUSING = /^(?:57P0[123]|53300|08...)$/;

/** Whether a request failed because the database can't be reached right now, so that trying again makes sense. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  if ("code" in error && typeof error.code === "string")
    return LOST.has(error.code) || REFUSING.test(error.code);
  // The driver's own words for a connection that ended under a running query; they have no code.
  return error.message.startsWith("Connection terminated");
}
