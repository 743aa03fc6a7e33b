import type { Sql } from "../storage/sql.ts";
import { type ReadinessSummary, problemOf } from "./model.ts";
import { type Standing, selectStanding } from "./sql.ts";

/** How the company's queue stands: its entries that are not exported and in no job. Readers call `expireOverdueJob` first. */
export async function summarizeQueue(
  sql: Sql,
  { companyId }: { companyId: string },
): Promise<ReadinessSummary> {
  return summaryOf(await selectStanding(sql, { companyId, entryIds: undefined, vendors: true }, 0));
}

/** A standing in words, without the entries' own. */
export function summaryOf({ entries, ready, causes }: Standing): ReadinessSummary {
  return {
    entries,
    ready,
    causes: causes.map((found) => ({ ...problemOf(found.cause), entries: found.entries })),
  };
}
