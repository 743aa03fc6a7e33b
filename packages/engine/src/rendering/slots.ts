/**
 * Slots: the places in a stored export item that are filled when it is read, because what they show may change
 * after the entry came in (names in the reference data) or is no part of the entry (links, the job's options).
 * A slot stands where a JSON value stands, as U+0001 kind ":" key U+0001. JSON text never holds a raw U+0001, so
 * splitting on it is enough to find them.
 */
export const SLOT_MARK = "\u0001";

/** What a slot can stand for. */
export type SlotKind =
  | "account"
  | "account_code"
  | "tags"
  | "tax"
  | "team"
  | "user"
  | "contra"
  | "vendor"
  | "bookkeeping"
  | "api"
  | "web"
  | "files"
  | "settled";

function slot(kind: SlotKind, key: string): string {
  return `${SLOT_MARK}${kind}:${key}${SLOT_MARK}`;
}

/** The slots of a template, as text to put where a JSON value belongs. */
export const slots = {
  /** `{id, name, code, identifier}` of an account, or null when it is gone. */
  account: (id: string): string => slot("account", id),
  /** As `account`, of one that was not known when the entry came. */
  accountByCode: (code: string): string => slot("account_code", JSON.stringify(code)),
  /** `[{id, code, groupCode}]` of the tags that are left, or null when none is. */
  tags: (ids: readonly string[]): string => slot("tags", ids.join(",")),
  /**
   * A line's tax. The rate and type that its amount was computed with stay with the line; the rest is looked up.
   * `amount` is JSON text.
   */
  tax: (id: string, rate: number, type: string, amount: string): string =>
    slot("tax", `${id}:${rate}:${type}:${amount}`),
  /** `{id, name, code}` of a team, or null. */
  team: (id: string): string => slot("team", id),
  /** `{id, name, code}` of an employee, or null. */
  user: (id: string): string => slot("user", id),
  /** The contra account of a wallet currency, or null. */
  contra: (currency: string): string => slot("contra", currency),
  /** The vendor with a code (or, while it has none, an id), in jobs with vendorBasedBookkeeping, or null. */
  vendor: (code: string): string => slot("vendor", JSON.stringify(code)),
  /** `{method}`, in jobs with vendorBasedBookkeeping, or null. */
  bookkeeping: (method: string): string => slot("bookkeeping", method),
  /** The address that the entry's newest export job item is read at. */
  api: (companyId: string, entryId: string): string => slot("api", `${companyId}:${entryId}`),
  /** The address of the entry on this server, for entries that came without links of their own. */
  web: (entryId: string): string => slot("web", entryId),
  /** The entry's receipts, or null. */
  files: (entryId: string): string => slot("files", entryId),
  /** The reconciliation ids of the entries that are named, each once. */
  settled: (names: readonly string[]): string => slot("settled", JSON.stringify(names)),
};

const SETTLED = `${SLOT_MARK}settled:`;

/** The names in a template's slot of settled entries; none where there is no such slot. */
export function namesSettled(template: string): string[] {
  const start = template.indexOf(SETTLED);
  if (start < 0) return [];
  return settledIn(template.slice(start + SETTLED.length, template.indexOf(SLOT_MARK, start + 1)));
}

/** The names in the key of a slot of settled entries. */
export function settledIn(key: string): string[] {
  const names: unknown = JSON.parse(key);
  if (!Array.isArray(names)) throw new Error(`The template has a malformed slot of settled entries: ${key}`);
  return names.map(String);
}
