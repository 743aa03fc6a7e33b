import type { Sql } from "../storage/sql.ts";
import { type ReadinessSummary, problemOf } from "./model.ts";
import { type Wanted, countReady, selectCauses } from "./sql.ts";

/** How the company's queue stands: its entries that are not exported and in no job. Readers call `expireOverdueJob` first. */
export function summarizeQueue(sql: Sql, { companyId }: { companyId: string }): Promise<ReadinessSummary> {
  return summarize(sql, { companyId, entryIds: undefined, vendors: true });
}

/** How the wanted entries stand. */
export async function summarize(sql: Sql, wanted: Wanted): Promise<ReadinessSummary> {
  const counts = await countReady(sql, wanted);
  const causes = await selectCauses(sql, wanted);
  return { ...counts, causes: causes.map(({ cause, entries }) => ({ ...problemOf(cause), entries })) };
}
