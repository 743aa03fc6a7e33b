import type { Tx } from "../storage/database.ts";
import type { Change, EntryChanges } from "./model.ts";
import { insertHistory, insertHistoryOfEntries } from "./sql.ts";

/** Appends one record to the history, in the transaction of the change that it tells of. */
export async function recordChange(tx: Tx, change: Change, at: Date): Promise<void> {
  await insertHistory(tx, { ...change, reason: change.reason ?? null, at, actor: tx.actor });
}

/** Appends a record per element. */
export async function recordEntryChanges(tx: Tx, changes: EntryChanges, at: Date): Promise<void> {
  if (changes.entryIds.length > 0) await insertHistoryOfEntries(tx, { ...changes, at, actor: tx.actor });
}
