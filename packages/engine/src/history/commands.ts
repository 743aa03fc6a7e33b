import type { Tx } from "../storage/database.ts";
import type { Change, EntryChanges, SaidRecord } from "./model.ts";
import { insertHistory, insertHistoryOfEntries, insertHistoryOfSaid } from "./sql.ts";

/** Appends one record to the history, in the transaction of the change that it tells of. */
export async function recordChange(tx: Tx, change: Change, at: Date): Promise<void> {
  await insertHistory(tx, { ...change, reason: change.reason ?? null, at, actor: tx.actor });
}

/** Appends a record per element. */
export async function recordEntryChanges(tx: Tx, changes: EntryChanges, at: Date): Promise<void> {
  if (changes.entryIds.length > 0) await insertHistoryOfEntries(tx, { ...changes, at, actor: tx.actor });
}

/** Appends a record per entry of what was said of it, by an import (`importId`) or one by one. */
export async function recordSaid(
  tx: Tx,
  said: { companyId: string; importId: string | null; records: readonly SaidRecord[] },
  at: Date,
): Promise<void> {
  if (said.records.length > 0) await insertHistoryOfSaid(tx, { ...said, at, actor: tx.actor });
}
