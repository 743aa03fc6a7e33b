import type { Sql } from "../storage/sql.ts";
import type { RunningImport } from "./commands.ts";
import type { SaidRow } from "./model.ts";
import { insertRows, selectRows } from "./sql.ts";

/**
 * Keeps what a batch of an import says, and gives what earlier rows, of this batch or one before, said first under each
 * reference. The database remembers it, not the process: an import may have any length.
 */
export async function rememberRows(
  sql: Sql,
  { companyId, importId }: RunningImport,
  rows: readonly SaidRow[],
): Promise<ReadonlyMap<string, SaidRow>> {
  const first = new Map<string, SaidRow>();
  for (const row of rows) if (!first.has(row.externalRef)) first.set(row.externalRef, row);
  const fresh = new Set(await insertRows(sql, companyId, importId, [...first.values()]));
  const repeated = [...first.keys()].filter((externalRef) => !fresh.has(externalRef));
  if (repeated.length > 0) {
    const earlier = await selectRows(sql, companyId, importId, repeated);
    for (const row of earlier) first.set(row.externalRef, row);
  }
  return first;
}
