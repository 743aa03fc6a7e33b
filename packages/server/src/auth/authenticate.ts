import { type ApiKey, type Clock, type Database, findApiKey } from "@ledgerport/engine";
import { ApiError } from "../errors/api-error.ts";
import type { Credentials } from "./credentials.ts";

/** The valid key behind the credentials, or undefined: unknown, expired and revoked keys are all the same. */
export async function keyBehind(
  database: Database,
  clock: Clock,
  credentials: Credentials,
): Promise<ApiKey | undefined> {
  if (credentials.kind !== "key") return undefined;
  return database.readShared((sql) => findApiKey(sql, credentials.secret, clock.now()));
}

/** What `WWW-Authenticate` says beside a 401. */
export const CHALLENGE = 'Basic realm="Ledgerport", charset="UTF-8", Bearer realm="Ledgerport"';

/** The refusal of a request without a valid key (contract 1, Authentication). */
export function unauthorized(credentials: Credentials): ApiError {
  const messages = {
    none: "An API key is needed: as the user of Basic authentication with an empty password, or as a Bearer token",
    malformed:
      "The Authorization header must be Basic with a key and an empty password, or Bearer with a key",
    key: "The API key is unknown, expired or revoked",
  };
  return new ApiError("UNAUTHORIZED", messages[credentials.kind]);
}
