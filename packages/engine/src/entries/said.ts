import type { SaidRecord } from "../history/model.ts";
import { changesBetween } from "./changes.ts";
import type { PreparedEntry } from "./entry-from-row.ts";
import type { PlannedInsert } from "./import-plan.ts";
import { type EntrySource, parseSource } from "./source.ts";

/** The status of every entry whose content may change. */
const OPEN = "NOT_EXPORTED";
const DELETED = "DELETED";

/**
 * What the history says of an entry that came, or came back. What a new one said is what later records change; of one that
 * was deleted nothing was left, so all that it says now came with it.
 */
export function recordOfNew({ entry, restored }: PlannedInsert): SaidRecord {
  const came = { entryId: entry.id, to: OPEN, reason: null };
  if (!restored) return { ...came, from: null, changes: null };
  const changes = JSON.stringify(changesBetween(undefined, parseSource(entry.source)));
  return { ...came, from: DELETED, changes };
}

/** What the history says of an entry that says something else than the row kept as `before`. */
export function recordOfChange(entry: PreparedEntry, before: string): SaidRecord {
  const changes = changesBetween(parseSource(before), parseSource(entry.source));
  const reason =
    changes.length > 0
      ? null
      : "Computed anew: a tax code, an account or the bookkeeping method changed since";
  return { entryId: entry.id, from: OPEN, to: OPEN, reason, changes: JSON.stringify(changes) };
}

/** What the history says of an entry that is deleted: all that it said goes. */
export function recordOfDeletion(entryId: string, source: EntrySource): SaidRecord {
  const changes = JSON.stringify(changesBetween(source, undefined));
  return { entryId, from: OPEN, to: DELETED, reason: null, changes };
}
