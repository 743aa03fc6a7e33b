/** No connection to the database can be made; the message says why, and never holds the URL, in which a password may be. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super(`The database can't be reached: ${reasons(cause).join("; ")}`, { cause });
    this.name = "UnreachableError";
  }
}

/** An error's message; those of all attempts where a name has several addresses, and the error no words of its own. */
function reasons(error: unknown): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap(reasons);
  return error instanceof Error ? [error.message] : [];
}
