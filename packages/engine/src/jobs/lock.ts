import { DomainError } from "../shared/errors.ts";
import type { Tx } from "../storage/database.ts";
import { type JobRow, lockJob } from "./sql.ts";

/** The error for a job that does not exist, or not in this company. */
export function jobNotFound(): DomainError {
  return new DomainError("EXPORT_NOT_FOUND", "There is no such export job", { param: "jobId" });
}

/** Takes the lock under which everything of a job changes. Throws EXPORT_NOT_FOUND. */
export async function lockJobOrThrow(tx: Tx, companyId: string, jobId: string): Promise<JobRow> {
  const job = await lockJob(tx, companyId, jobId);
  if (job === undefined) throw jobNotFound();
  return job;
}
