import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import type { ApiKey, KeyReach } from "./model.ts";
import { secretHash } from "./secret.ts";
import { selectKeys, selectValidKey } from "./sql.ts";

/** The key with this secret; undefined when it is unknown, revoked, or expired at `now`. One indexed statement. */
export function findApiKey(sql: Sql, secret: string, now: Date): Promise<ApiKey | undefined> {
  return selectValidKey(sql, secretHash(secret), now);
}

/**
 * The keys in the caller's reach that were not revoked, by creation then id; sortable by name, createdAt, expiresAt
 * and id. Expired keys are listed, the admin key is not.
 */
export function listApiKeys(sql: Sql, input: KeyReach & { page: PageRequest }): Promise<Page<ApiKey>> {
  return selectKeys(sql, input, input.page);
}
