import { entryLocked, entryNotFound } from "../entries/failures.ts";
import { selectEntry } from "../entries/record-sql.ts";
import { lockCompany, releaseWriteLocks, takeWriteLocks } from "../entries/sql.ts";
import { DomainError } from "../shared/errors.ts";
import type { Tx } from "../storage/database.ts";
import { type EntryFile, type FileAddress, MOST_FILES_OF_ENTRY, fileNotFound } from "./model.ts";
import { countFiles, deleteFileRow, selectFile, upsertFile } from "./sql.ts";

/** A file whose bytes are stored already. */
export interface NewEntryFile extends FileAddress {
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** In bytes. */
  size: number;
  type: string;
}

/**
 * Adds a file to an entry, or replaces the one of the same name, which keeps its place. The same bytes under the same
 * name again change nothing, so a repeated upload is accepted for a locked entry as well.
 * Throws ENTRY_NOT_FOUND, ENTRY_LOCKED, FILE_LIMIT.
 */
export async function putEntryFile(tx: Tx, input: NewEntryFile): Promise<EntryFile> {
  const { companyId, entryId, name, hash, size, type } = input;
  await lockOwner(tx, input);
  const former = await selectFile(tx, input);
  if (former?.hash === hash) return former;
  if (former === undefined && (await countFiles(tx, companyId, entryId)) >= MOST_FILES_OF_ENTRY) {
    throw new DomainError("FILE_LIMIT", `An entry can have ${MOST_FILES_OF_ENTRY} files and no more`, {
      details: { limit: MOST_FILES_OF_ENTRY },
    });
  }
  const file = { name, hash, size, type, createdAt: tx.clock.now() };
  await changing(tx, input, () => upsertFile(tx, companyId, entryId, file));
  return file;
}

/** Takes a file from an entry. Throws ENTRY_NOT_FOUND, FILE_NOT_FOUND, ENTRY_LOCKED. */
export async function deleteEntryFile(tx: Tx, input: FileAddress): Promise<void> {
  await lockOwner(tx, input);
  if ((await selectFile(tx, input)) === undefined) throw fileNotFound();
  await changing(tx, input, () => deleteFileRow(tx, input));
}

/** Writers of a company's entries go one at a time. */
async function lockOwner(tx: Tx, { companyId, entryId }: FileAddress): Promise<void> {
  await lockCompany(tx, companyId);
  if ((await selectEntry(tx, companyId, entryId)) === undefined) throw entryNotFound();
}

/** Changes the entry's files under its write lock, which a job that is being created waits for. */
async function changing(
  tx: Tx,
  { companyId, entryId }: FileAddress,
  change: () => Promise<unknown>,
): Promise<void> {
  if ((await takeWriteLocks(tx, companyId, [entryId])).length === 0) throw entryLocked();
  await change();
  await releaseWriteLocks(tx, companyId, [entryId]);
}
