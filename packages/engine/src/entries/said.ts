import type { SaidRecord } from "../history/model.ts";
import { changesBetween } from "./changes.ts";
import type { PreparedEntry } from "./entry-from-row.ts";
import type { PlannedInsert } from "./import-plan.ts";
import { lineIds } from "./line-ids.ts";
import type { LineRow } from "./model.ts";
import { type EntrySource, parseSource } from "./source.ts";

/** The status of every entry whose content may change. */
const OPEN = "NOT_EXPORTED";
const DELETED = "DELETED";
const COMPUTED_ANEW = "Computed anew: a tax code, an account or the bookkeeping method changed since";
const SAME_MEANING = "Said in another form that means the same";

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
  const changes = changesBetween(
    plainly(entry.id, parseSource(before)),
    plainly(entry.id, parseSource(entry.source)),
  );
  const reason = changes.length > 0 ? null : entry.source === before ? COMPUTED_ANEW : SAME_MEANING;
  return { entryId: entry.id, from: OPEN, to: OPEN, reason, changes: JSON.stringify(changes) };
}

/**
 * A row without what its lines may leave out: an id that they would get anyhow, and an only line's amount that is the
 * entry's. Whether a client says these is its habit, and no change of the entry.
 */
function plainly(entryId: string, source: EntrySource): object {
  const { lines } = source;
  if (!lines) return source;
  const derived = lineIds(
    entryId,
    lines.map((line) => ({ ...line, id: undefined })),
  );
  const isEntrys = ({ amount }: LineRow) =>
    lines.length === 1 && JSON.stringify(amount) === JSON.stringify(source.amount);
  const plain = lines.map((line, at) => ({
    ...line,
    id: line.id === derived[at] ? undefined : line.id,
    amount: isEntrys(line) ? undefined : line.amount,
  }));
  return { ...source, lines: plain };
}

/** What the history says of an entry that is deleted: all that it said goes. */
export function recordOfDeletion(entryId: string, source: EntrySource): SaidRecord {
  const changes = JSON.stringify(changesBetween(source, undefined));
  return { entryId, from: OPEN, to: DELETED, reason: null, changes };
}
