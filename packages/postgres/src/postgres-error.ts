/** The embedded PostgreSQL could not be started, or ended by itself. The message says what to do where something can be done. */
export class PostgresError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "PostgresError";
  }
}

/** Another process owns the data directory; the message says which, and since when. */
export class DirectoryInUseError extends PostgresError {
  override name = "DirectoryInUseError";
}
