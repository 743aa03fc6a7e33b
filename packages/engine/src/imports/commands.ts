import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import { selectCompany } from "../tenants/sql.ts";
import { addCounts, deleteForgottenRows, deleteRows, insertImport, setCompleted } from "./sql.ts";

/** Milliseconds without a batch after which an unfinished import is taken for cut off. */
const FORGOTTEN_AFTER = 24 * 60 * 60 * 1000;

/** An import that is running, as its batches name it. */
export interface RunningImport {
  companyId: string;
  importId: string;
}

/**
 * Begins an import and gives its id; its batches follow (importEntries), and endImport at last.
 * `fileName` is what the caller calls the file, null when it tells nothing. Throws COMPANY_NOT_FOUND.
 */
export async function beginImport(
  tx: Tx,
  input: { companyId: string; fileName: string | null },
): Promise<string> {
  const { companyId, fileName } = input;
  const startedAt = tx.clock.now();
  if ((await selectCompany(tx, companyId)) === undefined) {
    throw new DomainError("COMPANY_NOT_FOUND", "There is no such company");
  }
  const id = newId(tx.clock);
  await deleteForgottenRows(tx, companyId, new Date(startedAt.getTime() - FORGOTTEN_AFTER));
  await insertImport(tx, { id, companyId, actor: tx.actor, fileName, startedAt });
  return id;
}

/**
 * Ends an import: `refused` rows were no entry rows at all and are counted as failed. One that is not `complete` was cut
 * off: what it imported stays.
 */
export async function endImport(
  tx: Tx,
  input: RunningImport & { refused: number; complete: boolean },
): Promise<void> {
  const { companyId, importId, refused, complete } = input;
  const now = tx.clock.now();
  await addCounts(tx, companyId, importId, { created: 0, updated: 0, unchanged: 0, failed: refused }, now);
  if (complete) await setCompleted(tx, companyId, importId, now);
  await deleteRows(tx, companyId, importId);
}
