import { recordEntryChanges } from "../history/commands.ts";
import { lockJobOrThrow } from "../jobs/lock.ts";
import { isFinished } from "../jobs/model.ts";
import { renewJob, statusNow } from "../jobs/sql.ts";
import { markExported } from "../locks/sql.ts";
import { DomainError } from "../shared/errors.ts";
import type { Tx } from "../storage/database.ts";
import { type ExportJobItem, type ItemUpdate, type ItemUpdateError, updatedItem } from "./model.ts";
import { selectItems, updateItems } from "./sql.ts";

/** Most items in one update (contract section 2). */
export const MOST_ITEMS_IN_UPDATE = 100;

/** What became of an update: the updated items in the request's order, and why the others were not taken. */
export interface ItemUpdateResult {
  items: ExportJobItem[];
  errors: ItemUpdateError[];
}

/**
 * Takes the results of up to 100 items of a job and renews the job (contract 3.3). One bad element never stops the
 * others; the good ones commit together. An element that is an error already keeps its place among the answer's errors
 * and counts as one of the 100. Throws EXPORT_JOB_ITEMS_UPDATE_LIMIT, EXPORT_NOT_FOUND,
 * EXPORT_JOB_STATUS_UNPROCESSABLE.
 */
export async function updateJobItems(
  tx: Tx,
  input: { companyId: string; jobId: string; updates: readonly (ItemUpdate | ItemUpdateError)[] },
): Promise<ItemUpdateResult> {
  const { companyId, jobId, updates } = input;
  if (updates.length > MOST_ITEMS_IN_UPDATE) {
    throw new DomainError(
      "EXPORT_JOB_ITEMS_UPDATE_LIMIT",
      `An update can hold ${MOST_ITEMS_IN_UPDATE} items at most, this one has ${updates.length}`,
    );
  }
  const ids = [...new Set(updates.flatMap((update) => (isError(update) ? [] : update.accountingEntryId)))];
  // Sent together; the items are read when the lock has been taken.
  const [job, found] = await Promise.all([
    lockJobOrThrow(tx, companyId, jobId),
    selectItems(tx, companyId, jobId, ids),
  ]);
  const now = tx.clock.now();
  const status = statusNow(job, now);
  if (isFinished(status)) {
    throw new DomainError(
      "EXPORT_JOB_STATUS_UNPROCESSABLE",
      `The job is ${status}; its items can't change any more`,
      {
        details: { status },
      },
    );
  }
  const before = new Map(found.map((item) => [item.accountingEntryId, item]));
  const result = decide(before, updates, now);
  await Promise.all([
    save(tx, companyId, jobId, before, result.items, job.status === "pending" ? "QUEUED" : "EXPORTING"),
    renewJob(tx, companyId, jobId, now),
  ]);
  return result;
}

function isError(update: ItemUpdate | ItemUpdateError): update is ItemUpdateError {
  return "type" in update;
}

/** The first of several elements on one entry counts; each further one is an error. */
function decide(
  before: ReadonlyMap<string, ExportJobItem>,
  updates: readonly (ItemUpdate | ItemUpdateError)[],
  now: Date,
): ItemUpdateResult {
  const items: ExportJobItem[] = [];
  const errors: ItemUpdateError[] = [];
  const seen = new Set<string>();
  for (const update of updates) {
    const outcome = isError(update)
      ? update
      : decideOne(before.get(update.accountingEntryId), update, seen, now);
    if ("exportJobId" in outcome) items.push(outcome);
    else errors.push(outcome);
  }
  return { items, errors };
}

function decideOne(
  item: ExportJobItem | undefined,
  update: ItemUpdate,
  seen: Set<string>,
  now: Date,
): ExportJobItem | ItemUpdateError {
  const { accountingEntryId } = update;
  if (item === undefined) {
    return {
      accountingEntryId,
      type: "ACCOUNTING_ENTRY_DOES_NOT_EXIST",
      message: "The entry is not in this job",
    };
  }
  if (seen.has(accountingEntryId)) {
    return {
      accountingEntryId,
      type: "EXPORT_ENTRY_STATUS_UPDATE_FAILED",
      message: "The entry is more than once in this request; its first element counts",
    };
  }
  seen.add(accountingEntryId);
  return updatedItem(item, update, now);
}

async function save(
  tx: Tx,
  companyId: string,
  jobId: string,
  before: ReadonlyMap<string, ExportJobItem>,
  items: readonly ExportJobItem[],
  entryStatus: "QUEUED" | "EXPORTING",
): Promise<void> {
  if (items.length === 0) return;
  const statusBefore = (item: ExportJobItem) => before.get(item.accountingEntryId)?.status ?? null;
  const moved = items.filter((item) => statusBefore(item) !== item.status);
  const exported = moved.filter((item) => item.status === "successful");
  const exportedIds = exported.map((item) => item.accountingEntryId);
  const changes = {
    companyId,
    jobId,
    subjects: [...moved.map(() => "item" as const), ...exported.map(() => "entry" as const)],
    entryIds: [...moved.map((item) => item.accountingEntryId), ...exportedIds],
    from: [...moved.map(statusBefore), ...exported.map(() => entryStatus)],
    to: [...moved.map((item) => item.status), ...exported.map(() => "EXPORTED")],
    reasons: [...moved.map((item) => item.failureReasonType), ...exported.map(() => null)],
  };
  await Promise.all([
    updateItems(tx, companyId, jobId, items),
    exported.length === 0 ? undefined : markExported(tx, companyId, jobId, exportedIds),
    recordEntryChanges(tx, changes, tx.clock.now()),
  ]);
}
