import { hash } from "node:crypto";
import type { PageKey, SortKey } from "@ledgerport/engine";
import { decodeBase32, encodeBase32 } from "./base32.ts";

/** What a cursor belongs to: it is refused anywhere else (contract 1, pagination). */
export interface CursorScope {
  /** Names the list, e.g. an operation's id. */
  list: string;
  /** The company, or the caller's tenant on lists that are not of one company. */
  tenant: string;
  /** What besides the page decides which rows the list has: filters and path parameters. */
  filter: unknown;
  sort: readonly SortKey[];
}

/** Characters of the scope's group: 80 bits of a SHA-256. */
const SCOPE_LENGTH = 16;
const SEPARATOR = "~";
const LONGEST = 2000;

/** A cursor: the scope's fingerprint and the row's key, as base32 groups (`^[A-Z2-7=~]+$`). */
export function encodeCursor(scope: CursorScope, key: PageKey): string {
  return scopeGroup(scope) + SEPARATOR + encodeBase32(Buffer.from(JSON.stringify(key)));
}

/** The row's key behind a cursor, or undefined when it is not a cursor of this scope. */
export function decodeCursor(scope: CursorScope, cursor: string): PageKey | undefined {
  if (cursor.length > LONGEST) return undefined;
  const [group, encodedKey, ...others] = cursor.split(SEPARATOR);
  if (group !== scopeGroup(scope) || encodedKey === undefined || others.length > 0) return undefined;
  const bytes = decodeBase32(encodedKey);
  if (bytes === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return isPageKey(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

function scopeGroup(scope: CursorScope): string {
  const text = JSON.stringify([scope.list, scope.tenant, scope.filter, scope.sort]);
  return encodeBase32(hash("sha256", text, "buffer").subarray(0, (SCOPE_LENGTH * 5) / 8));
}

function isPageKey(value: unknown): value is PageKey {
  return (
    Array.isArray(value) &&
    value.every((part) => part === null || typeof part === "number" || isStorableText(part))
  );
}

function isStorableText(value: unknown): boolean {
  return typeof value === "string" && !value.includes("\0");
}
