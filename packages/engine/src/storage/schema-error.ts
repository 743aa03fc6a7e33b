/** The database's schema and this version of Ledgerport do not fit together, or the connection may not migrate it. */
export class SchemaError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = "SchemaError";
  }
}
