import { DomainError, SchemaError, UnreachableError } from "@ledgerport/engine";
import { DirectoryInUseError, PostgresError } from "@ledgerport/postgres";

/** Something around the server keeps it from starting; the message says what, for whoever starts it. */
export class StartError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "StartError";
  }
}

/** Another program listens on the server's address. */
export class AddressInUseError extends StartError {
  override name = "AddressInUseError";
}

/** Where a server was to listen. */
export interface Address {
  host: string;
  port: number;
}

/** PostgreSQL's: the role has not the right to do that. */
const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * What kept the server from starting, in words for whoever starts it: a StartError, or the error itself where it is a fault
 * of the program, or says enough (DirectoryInUseError).
 */
export function startErrorOf(error: unknown, address: Address): unknown {
  if (!(error instanceof Error) || error instanceof DirectoryInUseError) return error;
  if (error instanceof SchemaError) return new StartError(error.message, error);
  if (error instanceof UnreachableError) return new StartError(`${error.message} (DATABASE_URL)`, error);
  if (error instanceof PostgresError) return new StartError(withCause(error), error);
  if (error instanceof DomainError && error.param !== undefined) {
    return new StartError(`${error.param}: ${error.message}`, error);
  }
  const code = "code" in error ? error.code : undefined;
  if (code === INSUFFICIENT_PRIVILEGE) {
    return new StartError(`The role of DATABASE_URL can't make the tables: ${error.message}`, error);
  }
  const isOfListening = "syscall" in error && (error.syscall === "listen" || error.syscall === "getaddrinfo");
  return isOfListening ? listenError(error, code, address) : error;
}

function withCause({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function listenError(error: Error, code: unknown, { host, port }: Address): StartError {
  if (code === "EADDRINUSE") {
    const what = `Another program listens on ${host}, port ${port}`;
    return new AddressInUseError(`${what}: stop it, or choose another PORT (0: a free one)`, error);
  }
  if (code === "EACCES") {
    return new StartError(`PORT ${port} is not for this user: choose one from 1024 on`, error);
  }
  return new StartError(
    `The server can't listen on ${host}, port ${port} (HOST, PORT): ${error.message}`,
    error,
  );
}
