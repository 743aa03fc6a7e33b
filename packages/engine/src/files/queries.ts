import { entryLocked, entryNotFound } from "../entries/failures.ts";
import { selectEntry } from "../entries/record-sql.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import { isSignatureOf } from "./link.ts";
import { type EntryFile, type FileAddress, fileNotFound } from "./model.ts";
import { selectFile, selectFiles, selectLinkSecret } from "./sql.ts";

/** One file. Throws ENTRY_NOT_FOUND, FILE_NOT_FOUND. */
export async function getEntryFile(sql: Sql, input: FileAddress): Promise<EntryFile> {
  const file = await selectFile(sql, input);
  if (file !== undefined) return file;
  await assertEntry(sql, input);
  throw fileNotFound();
}

/** An entry's files in the order in which they were first added, unless sorted otherwise. Throws ENTRY_NOT_FOUND. */
export async function listEntryFiles(
  sql: Sql,
  input: { companyId: string; entryId: string; page: PageRequest },
): Promise<Page<EntryFile>> {
  await assertEntry(sql, input);
  return selectFiles(sql, input.companyId, input.entryId, input.page);
}

/**
 * Whether an upload is worth reading, before it is: an entry that is locked takes none but one that may be a repetition.
 * `putEntryFile` checks again. Throws ENTRY_NOT_FOUND, ENTRY_LOCKED.
 */
export async function assertTakesFile(sql: Sql, input: FileAddress): Promise<void> {
  const entry = await selectEntry(sql, input.companyId, input.entryId);
  if (entry === undefined) throw entryNotFound();
  if (entry.export_status === "NOT_EXPORTED") return;
  if ((await selectFile(sql, input)) === undefined) throw entryLocked();
}

async function assertEntry(sql: Sql, input: { companyId: string; entryId: string }): Promise<void> {
  if ((await selectEntry(sql, input.companyId, input.entryId)) === undefined) throw entryNotFound();
}

/** Compared with when there is no file, so that a link to nothing takes as long as a forged one. */
const NO_HASH = "";

/**
 * The file that a signed link is to; undefined when the signature is not the file's own, or the file is gone or has
 * other bytes by now: a caller without credentials learns no more. Whether the link has expired is the caller's to ask.
 */
export async function findLinkedFile(
  sql: Sql,
  link: FileAddress & { expires: number; signature: string },
): Promise<EntryFile | undefined> {
  const secret = await selectLinkSecret(sql);
  const file = await selectFile(sql, link);
  const genuine = isSignatureOf(link.signature, { ...link, hash: file?.hash ?? NO_HASH }, secret);
  return genuine ? file : undefined;
}
