import { recordChange } from "../history/commands.ts";
import { abandonItems, countSuccessful } from "../items/sql.ts";
import { releaseEntries } from "../locks/sql.ts";
import type { Database, Tx } from "../storage/database.ts";
import { announced } from "./events.ts";
import { type Ending, type ExportJob, finalStatus, isFinished } from "./model.ts";
import { type JobRow, finishJob, lockJob, selectOverdueJobs, selectUnfinishedJob } from "./sql.ts";

/**
 * Ends an unfinished job whose lock the transaction holds: items still open are abandoned, entries that were not
 * exported are given back (contract 3.2, Finishing). Returns the job as it ended.
 */
export async function endJob(tx: Tx, job: JobRow, ending: Ending): Promise<ExportJob> {
  const at = ending.expiredAt ?? tx.clock.now();
  const stamp = { at, actor: tx.actor };
  const successful = await countSuccessful(tx, job.company_id, job.id);
  const status = finalStatus(ending.outcome, job.number_of_items, successful);
  for (const open of ["pending", "in_progress"] as const) {
    await abandonItems(tx, job.company_id, job.id, open, { ...stamp, reason: ending.failureReasonType });
  }
  await releaseEntries(tx, job.company_id, job.id, job.status === "pending" ? "QUEUED" : "EXPORTING", stamp);
  const ended = await finishJob(tx, job.company_id, job.id, {
    status,
    completedAt: at,
    expired: ending.expiredAt !== null,
    failureReason: ending.failureReason,
    failureReasonType: ending.failureReasonType,
  });
  if (ended === undefined) throw new Error(`The locked job ${job.id} was finished by somebody else`);
  const change = { subject: "job" as const, companyId: job.company_id, jobId: job.id };
  await recordChange(tx, { ...change, from: job.status, to: status, reason: ending.failureReasonType }, at);
  return announced(tx, ended);
}

/** Within a transaction: settles the company's overdue job, and gives whether there was one. */
export async function settleOverdueJob(tx: Tx, companyId: string): Promise<boolean> {
  const found = await selectUnfinishedJob(tx, companyId);
  if (found === undefined || found.expires_at > tx.clock.now()) return false;
  const job = await lockJob(tx, companyId, found.id);
  if (job === undefined || isFinished(job.status) || job.expires_at > tx.clock.now()) return false;
  await endJob({ ...tx, actor: "system:expiry" }, job, {
    outcome: "failed",
    failureReason: `Nothing was heard of the job for ${job.expires_in} seconds`,
    failureReasonType: "job_expired",
    expiredAt: job.expires_at,
  });
  return true;
}

/**
 * Settles the company's overdue job before a reader looks, so that a job shows as failed from the second on in
 * which its time has run out, whether or not the sweep has come by (contract 3.2, Expiry).
 */
export async function expireOverdueJob(database: Database, companyId: string): Promise<void> {
  const found = await database.read({ companyId }, (sql) => selectUnfinishedJob(sql, companyId));
  if (found === undefined || found.expires_at > database.clock.now()) return;
  await database.write({ companyId }, "system:expiry", (tx) => settleOverdueJob(tx, companyId));
}

/**
 * The background sweep: settles up to `limit` overdue jobs of all companies, each in a transaction of its own. Gives how
 * many it settled itself: another server may have come first.
 */
export async function sweepOverdueJobs(database: Database, limit: number): Promise<number> {
  const overdue = await database.read("system", (sql) => selectOverdueJobs(sql, database.clock.now(), limit));
  let settled = 0;
  for (const { company_id: companyId } of overdue) {
    const own = await database.write({ companyId }, "system:expiry", (tx) => settleOverdueJob(tx, companyId));
    if (own) settled += 1;
  }
  return settled;
}
