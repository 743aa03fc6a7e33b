import { type NewExportJob, assertCanBeMade, distinctEntryIds } from "../jobs/commands.ts";
import { DomainError, type DomainErrorCode } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import { type Problem, type ReadinessSummary, problemOf } from "./model.ts";
import { summaryOf } from "./queries.ts";
import { selectStanding } from "./sql.ts";

/** Most entries whose problems a preflight names one by one. */
const MOST_NAMED = 1000;

/** What an export of some entries would come to. */
export interface Preflight extends ReadinessSummary {
  /** Why there would be no job at all; absent when one would be made. */
  refusal?: { type: DomainErrorCode; message: string };
  /** Entries that would fail, in the order given, the first 1,000. */
  failures: { accountingEntryId: string; problems: Problem[] }[];
}

/**
 * What would fail if a job were made of the entries now, changing nothing. Readers call `expireOverdueJob` first.
 * Throws REQUIRED_PARAMETER_MISSING, EXPORT_JOB_SIZE_LIMIT, EXPORT_ENTRY_NOT_FOUND: questions about nothing.
 */
export async function preflightExportJob(
  sql: Sql,
  input: Pick<
    NewExportJob,
    "companyId" | "entryIds" | "vendorBasedBookkeeping" | "requireContraAccounts" | "refusedTypes"
  >,
): Promise<Preflight> {
  const { companyId } = input;
  const entryIds = distinctEntryIds(input.entryIds);
  const refusal = await refusalOf(sql, input, entryIds);
  const standing = await selectStanding(
    sql,
    { companyId, entryIds, vendors: input.vendorBasedBookkeeping },
    MOST_NAMED,
  );
  const failures = standing.unready.map(({ entryId, problems }) => ({
    accountingEntryId: entryId,
    problems: problems.map(problemOf),
  }));
  return { ...summaryOf(standing), ...(refusal && { refusal }), failures };
}

async function refusalOf(
  sql: Sql,
  input: Parameters<typeof assertCanBeMade>[1],
  entryIds: readonly string[],
): Promise<Preflight["refusal"]> {
  try {
    await assertCanBeMade(sql, input, entryIds);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === "EXPORT_ENTRY_NOT_FOUND") throw error;
    return { type: error.code, message: error.message };
  }
}
