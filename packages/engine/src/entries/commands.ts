import { recordEntryChanges, recordSaid } from "../history/commands.ts";
import type { RunningImport } from "../imports/commands.ts";
import type { SaidRow } from "../imports/model.ts";
import { rememberRows } from "../imports/seen.ts";
import { addCounts } from "../imports/sql.ts";
import { loadReferenceBook } from "../reference/queries.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import { forgetDeleted, insertDeleted, selectDeleted } from "./deleted-sql.ts";
import { entryFromRecord } from "./entry-from-record.ts";
import { type PreparedEntry, entryFromRow } from "./entry-from-row.ts";
import { companyNotFound, entryLocked, entryNotFound } from "./failures.ts";
import {
  type ImportPlan,
  type NumberedRow,
  type StoredEntry,
  planImport,
  saysTheSame,
} from "./import-plan.ts";
import { mergePatch } from "./merge-patch.ts";
import type { DeletedEntry, Entry, EntryPatch, EntryRow, ImportResult } from "./model.ts";
import { selectEntry } from "./record-sql.ts";
import { refused } from "./refusals.ts";
import { recordOfChange, recordOfDeletion, recordOfNew } from "./said.ts";
import { parseSource, saidBy } from "./source.ts";
import {
  type LockedCompany,
  deleteEntryRow,
  insertEntries,
  lockCompany,
  releaseWriteLocks,
  removeExportedMark,
  selectByIds,
  selectByRefs,
  setLastNumber,
  takeWriteLocks,
  updateEntries,
} from "./sql.ts";

/**
 * Imports one batch of rows of a running import (contract section 6), upserted by externalRef, in a handful of statements.
 * A bad row or a locked entry fails alone. The result is as if the rows had been imported one after another.
 * Throws COMPANY_NOT_FOUND.
 */
export async function importEntries(
  tx: Tx,
  input: RunningImport & { rows: readonly NumberedRow[] },
): Promise<ImportResult> {
  const { companyId, importId, rows } = input;
  const company = await lockedCompany(tx, companyId, companyNotFound());
  const ground = {
    company,
    book: await loadReferenceBook(tx, companyId, company.referenceVersion),
    ...(await entriesNamed(tx, companyId, rows)),
    said: await rememberRows(tx, input, rows.map(saidRow)),
    lastNumber: company.lastNumber,
    newId: () => newId(tx.clock),
  };
  let plan = planImport(rows, { ...ground, lockedSince: new Set() });
  const wanted = plan.updates.map(({ entry }) => entry.id);
  const taken = wanted.length === 0 ? [] : await takeWriteLocks(tx, companyId, wanted);
  if (taken.length < wanted.length) {
    const free = new Set(taken);
    const lockedSince = new Set(wanted.filter((id) => !free.has(id)));
    plan = planImport(rows, { ...ground, lockedSince });
  }
  await writePlan(tx, { companyId, importId, plan, taken });
  if (plan.lastNumber !== company.lastNumber) await setLastNumber(tx, companyId, plan.lastNumber);
  return plan.result;
}

async function writePlan(
  tx: Tx,
  { companyId, importId, plan, taken }: RunningImport & { plan: ImportPlan; taken: string[] },
): Promise<void> {
  const { inserts, updates, result } = plan;
  const now = tx.clock.now();
  const entriesOf = (planned: readonly { entry: PreparedEntry }[]) => planned.map(({ entry }) => entry);
  if (updates.length > 0) await updateEntries(tx, companyId, entriesOf(updates), now);
  if (taken.length > 0) await releaseWriteLocks(tx, companyId, taken);
  if (inserts.length > 0) await insertEntries(tx, companyId, entriesOf(inserts), now);
  const restored = inserts.filter((planned) => planned.restored).map(({ entry }) => entry.id);
  if (restored.length > 0) await forgetDeleted(tx, companyId, restored);
  const records = [
    ...inserts.map(recordOfNew),
    ...updates.map(({ entry, before }) => recordOfChange(entry, before)),
  ];
  await recordSaid(tx, { companyId, importId, records }, now);
  tx.announce("growth");
  await addCounts(tx, companyId, importId, result, now);
}

function saidRow({ row, entry }: NumberedRow): SaidRow {
  return { row, externalRef: entry.externalRef, said: saidBy(entry) };
}

/**
 * Changes an entry by a merge patch over its row, under all rules of an import. A patch that changes nothing is
 * accepted for a locked entry as well.
 * Throws ENTRY_NOT_FOUND, ENTRY_LOCKED, EXTERNAL_REF_ALREADY_EXISTS, BAD_REQUEST, UNKNOWN_REFERENCE, LINES_DO_NOT_ADD_UP.
 */
export async function updateEntry(
  tx: Tx,
  input: { companyId: string; id: string; patch: EntryPatch },
): Promise<Entry> {
  const { companyId, id } = input;
  const company = await lockedCompany(tx, companyId, entryNotFound());
  const record = await selectEntry(tx, companyId, id);
  if (record === undefined) throw entryNotFound();
  if (Object.hasOwn(input.patch, "id")) throw refused("id", "can't be changed");
  const source = parseSource(record.source);
  const row = mergePatch(source, input.patch) as EntryRow;
  const book = await loadReferenceBook(tx, companyId, company.referenceVersion);
  const prepared = entryFromRow(row, company, book, { id, reconciliationId: source.reconciliationId });
  const locked = record.export_status !== "NOT_EXPORTED";
  if (saysTheSame(prepared, { source: record.source, template: record.item_template, locked })) {
    return entryFromRecord(record);
  }
  await writeLocked(tx, companyId, prepared, record.source);
  const changed = await selectEntry(tx, companyId, id);
  if (changed === undefined) throw entryNotFound();
  return entryFromRecord(changed);
}

async function writeLocked(
  tx: Tx,
  companyId: string,
  prepared: PreparedEntry,
  before: string,
): Promise<void> {
  await takeOneLock(tx, companyId, prepared.id);
  if (prepared.externalRef !== parseSource(before).externalRef) {
    await assertFreeRef(tx, companyId, prepared.externalRef);
  }
  const now = tx.clock.now();
  await updateEntries(tx, companyId, [prepared], now);
  await releaseWriteLocks(tx, companyId, [prepared.id]);
  await recordSaid(tx, { companyId, importId: null, records: [recordOfChange(prepared, before)] }, now);
}

/** A deleted entry keeps its reference as it keeps its id: the ledger may know what was said under it. */
async function assertFreeRef(tx: Tx, companyId: string, externalRef: string): Promise<void> {
  const refuse = (message: string): never => {
    throw new DomainError("EXTERNAL_REF_ALREADY_EXISTS", message, { param: "externalRef" });
  };
  const [other] = await selectByRefs(tx, companyId, [externalRef]);
  if (other !== undefined) refuse(`The entry ${other.id} has the externalRef ${externalRef}`);
  const [deleted] = await selectDeleted(tx, companyId, [externalRef], []);
  if (deleted === undefined) return;
  refuse(
    `The deleted entry ${deleted.id} had the externalRef ${externalRef}, and keeps it: import a row with it to bring that entry back`,
  );
}

/**
 * Deletes an entry; its history stays, and says what the entry said at last. Its id stays its externalRef's.
 * Throws ENTRY_NOT_FOUND, ENTRY_LOCKED.
 */
export async function deleteEntry(tx: Tx, input: { companyId: string; id: string }): Promise<void> {
  const { companyId, id } = input;
  await lockedCompany(tx, companyId, entryNotFound());
  const record = await selectEntry(tx, companyId, id);
  if (record === undefined) throw entryNotFound();
  await takeOneLock(tx, companyId, id);
  await releaseWriteLocks(tx, companyId, [id]);
  await deleteEntryRow(tx, companyId, id);
  const source = parseSource(record.source);
  const now = tx.clock.now();
  await insertDeleted(tx, companyId, { ...source, id }, now);
  await recordSaid(tx, { companyId, importId: null, records: [recordOfDeletion(id, source)] }, now);
}

/**
 * Takes an exported entry back to NOT_EXPORTED, so that it can be changed (contract 3.4).
 * Throws ENTRY_NOT_FOUND, ENTRY_NOT_EXPORTED, and ENTRY_LOCKED while a job holds it.
 */
export async function reopenEntry(tx: Tx, input: { companyId: string; id: string }): Promise<void> {
  const { companyId, id } = input;
  if (!(await removeExportedMark(tx, companyId, id))) {
    const record = await selectEntry(tx, companyId, id);
    if (record === undefined) throw entryNotFound();
    if (record.export_status !== "NOT_EXPORTED") throw entryLocked();
    throw new DomainError("ENTRY_NOT_EXPORTED", "The entry is not exported");
  }
  const change = { subjects: ["entry" as const], entryIds: [id], from: ["EXPORTED"], to: ["NOT_EXPORTED"] };
  await recordEntryChanges(tx, { companyId, jobId: null, ...change, reasons: [null] }, tx.clock.now());
}

async function lockedCompany(tx: Tx, companyId: string, absent: DomainError): Promise<LockedCompany> {
  const company = await lockCompany(tx, companyId);
  if (company === undefined) throw absent;
  return company;
}

async function takeOneLock(tx: Tx, companyId: string, id: string): Promise<void> {
  const taken = await takeWriteLocks(tx, companyId, [id]);
  if (taken.length === 0) throw entryLocked();
}

/** The entries, there and deleted, that rows name by externalRef or by id. */
async function entriesNamed(
  tx: Tx,
  companyId: string,
  rows: readonly NumberedRow[],
): Promise<{ stored: StoredEntry[]; deleted: DeletedEntry[] }> {
  const refs = rows.map(({ entry }) => entry.externalRef);
  const ids = rows.flatMap(({ entry }) => (typeof entry.id === "string" ? [entry.id] : []));
  const stored = await selectByRefs(tx, companyId, refs);
  const found = new Set(stored.map((entry) => entry.id));
  const others = ids.filter((id) => !found.has(id));
  if (others.length > 0) stored.push(...(await selectByIds(tx, companyId, others)));
  const there = new Set(stored.map((entry) => entry.externalRef));
  const absent = refs.filter((ref) => !there.has(ref));
  const deleted = absent.length === 0 ? [] : await selectDeleted(tx, companyId, absent, others);
  return { stored, deleted };
}
