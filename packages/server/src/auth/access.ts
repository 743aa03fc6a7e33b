import type { Actor, ApiKey } from "@ledgerport/engine";
import { ApiError } from "../errors/api-error.ts";

/** How the history names a key's changes. */
export function actorOf(key: ApiKey): Actor {
  return key.isAdmin ? "admin" : `key:${key.id}`;
}

/** Throws FORBIDDEN naming the scope unless the key has it, or the other one that will do; the admin key has all (contract 6). */
export function requireScope(key: ApiKey, scope: string, orScope?: string): void {
  if (key.isAdmin || key.scopes.includes(scope)) return;
  if (orScope !== undefined && key.scopes.includes(orScope)) return;
  throw new ApiError("FORBIDDEN", `The key lacks the scope ${scope}`, { details: { scope } });
}

/** Throws FORBIDDEN for every key but the admin's. */
export function requireAdmin(key: ApiKey, what: string): void {
  if (!key.isAdmin) throw new ApiError("FORBIDDEN", `${what} needs the admin key`);
}
