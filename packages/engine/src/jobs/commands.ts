import { recordChange } from "../history/commands.ts";
import { insertItems } from "../items/sql.ts";
import { lockEntriesForJob, selectMissingEntries } from "../locks/sql.ts";
import { secondsAfter } from "../shared/clock.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import type { Sql } from "../storage/sql.ts";
import { announced } from "./events.ts";
import { endJob, settleOverdueJob } from "./finish.ts";
import { lockJobOrThrow } from "./lock.ts";
import { type EntryGroup, selectContraCurrencies, selectEntryGroups } from "./groups-sql.ts";
import { type ExportJob, type JobEvent, assertEventAllowed, storedJobFailureType } from "./model.ts";
import {
  type Requirements,
  assertContraAccounts,
  assertTypesSupported,
  assertVendors,
  entryTypes,
  walletCurrencies,
} from "./requirements.ts";
import { type JobRow, describeJob, insertJob, selectUnfinishedJob, startJob, statusNow } from "./sql.ts";

/** Most entries in one job (contract 3.1). */
export const MOST_ENTRIES_IN_JOB = 100_000;

/** What a job is made of. */
export interface NewExportJob extends Requirements {
  companyId: string;
  /** Lower-case UUIDs; a repeated one counts once. */
  entryIds: readonly string[];
  createdBy: string | null;
  isInteractive: boolean;
  vendorBasedBookkeeping: boolean;
  /** Seconds of silence after which the job expires. */
  expiresIn: number;
}

/**
 * Creates a pending job with a pending item per entry and locks every entry: all or nothing (contract 3.1, whose
 * order of checks this follows). Throws REQUIRED_PARAMETER_MISSING, EXPORT_JOB_SIZE_LIMIT,
 * EXPORT_ALREADY_IN_PROGRESS, EXPORT_ENTRY_NOT_FOUND, UNSUPPORTED_ACCOUNTING_ENTRY_TYPE, MISSING_CONTRA_ACCOUNTS,
 * MISSING_VENDOR.
 */
export async function createExportJob(tx: Tx, input: NewExportJob): Promise<ExportJob> {
  const entryIds = distinctEntryIds(input.entryIds);
  const { companyId } = input;
  await settleOverdueJob(tx, companyId);
  const now = tx.clock.now();
  const job = await insertJob(tx, {
    companyId,
    id: newId(tx.clock),
    isInteractive: input.isInteractive,
    vendorBasedBookkeeping: input.vendorBasedBookkeeping,
    numberOfItems: entryIds.length,
    expiresIn: input.expiresIn,
    createdBy: input.createdBy,
    createdAt: now,
    expiresAt: secondsAfter(now, input.expiresIn),
  });
  if (job === undefined) throw alreadyInProgress();
  const locked = await lockEntriesForJob(tx, companyId, job.id, entryIds, { at: now, actor: tx.actor });
  if (locked < entryIds.length) throw await whyNotLocked(tx, companyId, entryIds);
  await insertItems(tx, companyId, job.id, entryIds);
  const groups = await assertRequirements(tx, input, entryIds);
  await describeJob(tx, companyId, job.id, entryTypes(groups), walletCurrencies(groups));
  const change = { companyId, jobId: job.id, from: null, to: "pending" };
  await recordChange(tx, { ...change, subject: "job" }, now);
  await recordChange(tx, { ...change, subject: "item" }, now);
  tx.announce("growth");
  return announced(tx, job);
}

/** Each id once. Throws REQUIRED_PARAMETER_MISSING, EXPORT_JOB_SIZE_LIMIT. */
export function distinctEntryIds(entryIds: readonly string[]): string[] {
  const param = { param: "accountingEntryIds" };
  if (entryIds.length === 0) {
    throw new DomainError(
      "REQUIRED_PARAMETER_MISSING",
      "accountingEntryIds must name at least one entry",
      param,
    );
  }
  const distinct = [...new Set(entryIds)];
  if (distinct.length > MOST_ENTRIES_IN_JOB) {
    throw new DomainError(
      "EXPORT_JOB_SIZE_LIMIT",
      `A job can hold ${MOST_ENTRIES_IN_JOB} entries at most`,
      param,
    );
  }
  return distinct;
}

function alreadyInProgress(): DomainError {
  return new DomainError("EXPORT_ALREADY_IN_PROGRESS", "The company already has an export job in progress");
}

async function whyNotLocked(tx: Tx, companyId: string, entryIds: string[]): Promise<DomainError> {
  const missing = await selectMissingEntries(tx, companyId, entryIds);
  return missing.length === 0 ? alreadyInProgress() : entriesNotFound(missing);
}

function entriesNotFound(missing: readonly string[]): DomainError {
  return new DomainError(
    "EXPORT_ENTRY_NOT_FOUND",
    `There are no entries with these ids: ${missing.join(", ")}`,
    {
      param: "accountingEntryIds",
      details: { accountingEntryIds: missing },
    },
  );
}

/** Checks 4 to 6 of contract 3.1. Gives the groups that the entries fall into. */
async function assertRequirements(
  sql: Sql,
  input: Requirements & { companyId: string; vendorBasedBookkeeping: boolean },
  entryIds: readonly string[],
): Promise<EntryGroup[]> {
  const groups = await selectEntryGroups(sql, input.companyId, entryIds);
  assertTypesSupported(groups, input.refusedTypes);
  if (input.requireContraAccounts) {
    assertContraAccounts(walletCurrencies(groups), await selectContraCurrencies(sql, input.companyId));
  }
  if (input.vendorBasedBookkeeping) assertVendors(groups);
  return groups;
}

/**
 * Throws what `createExportJob` would throw now of `entryIds`, each once, changing nothing. Readers call
 * `expireOverdueJob` first, as creating a job does by itself.
 */
export async function assertCanBeMade(
  sql: Sql,
  input: Requirements & { companyId: string; vendorBasedBookkeeping: boolean },
  entryIds: readonly string[],
): Promise<void> {
  if ((await selectUnfinishedJob(sql, input.companyId)) !== undefined) throw alreadyInProgress();
  const missing = await selectMissingEntries(sql, input.companyId, entryIds);
  if (missing.length > 0) throw entriesNotFound(missing);
  await assertRequirements(sql, input, entryIds);
}

/** What an integration reports of a job. */
export interface JobEventInput {
  companyId: string;
  jobId: string;
  event: JobEvent;
  failureReason?: string;
  failureReasonType?: string;
}

/**
 * Takes an event of a job (contract 3.2). Returns the job as it is afterwards.
 * Throws EXPORT_NOT_FOUND, INVALID_EXPORT_JOB_STATUS_CHANGE.
 */
export async function recordJobEvent(tx: Tx, input: JobEventInput): Promise<ExportJob> {
  const job = await lockJobOrThrow(tx, input.companyId, input.jobId);
  assertEventAllowed(statusNow(job, tx.clock.now()), input.event);
  if (input.event === "started") return start(tx, job);
  return endJob(tx, job, {
    outcome: input.event,
    failureReason: input.failureReason ?? null,
    failureReasonType:
      input.failureReasonType === undefined ? null : storedJobFailureType(input.failureReasonType),
    expiredAt: null,
  });
}

/**
 * Ends an unfinished job on a person's word: failed, canceled_by_user (contract section 6).
 * Throws EXPORT_NOT_FOUND, INVALID_EXPORT_JOB_STATUS_CHANGE.
 */
export async function cancelExportJob(
  tx: Tx,
  input: { companyId: string; jobId: string },
): Promise<ExportJob> {
  const job = await lockJobOrThrow(tx, input.companyId, input.jobId);
  assertEventAllowed(statusNow(job, tx.clock.now()), "failed");
  return endJob(tx, job, {
    outcome: "failed",
    failureReason: "Cancelled by a user",
    failureReasonType: "canceled_by_user",
    expiredAt: null,
  });
}

async function start(tx: Tx, job: JobRow): Promise<ExportJob> {
  const now = tx.clock.now();
  const started = await startJob(tx, job.company_id, job.id, now);
  if (started === undefined) throw new Error(`The locked job ${job.id} was started by somebody else`);
  const change = { companyId: job.company_id, jobId: job.id };
  await recordChange(tx, { ...change, subject: "job", from: "pending", to: "in_progress" }, now);
  await recordChange(tx, { ...change, subject: "entry", from: "QUEUED", to: "EXPORTING" }, now);
  return announced(tx, started);
}
