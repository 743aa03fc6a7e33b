import { namesSettled } from "../rendering/slots.ts";
import type { Sql } from "../storage/sql.ts";
import { selectNamed } from "./settled-sql.ts";

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/**
 * The reconciliation ids of the entries that reimbursements on a page name as settled, by the name: an externalRef, or
 * an entry's id in lower case. A name that is neither is a reconciliation id by itself and is not in it. A reference
 * goes before an id, and an entry that is there before one that was deleted.
 */
export async function loadSettled(
  sql: Sql,
  companyId: string,
  templates: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(templates.flatMap(namesSettled))];
  const settled = new Map<string, string>();
  if (names.length === 0) return settled;
  const ids = [...new Set(names.filter((name) => UUID.test(name)).map((name) => name.toLowerCase()))];
  for (const { name, reconciliationId } of await selectNamed(sql, companyId, names, ids)) {
    if (!settled.has(name)) settled.set(name, reconciliationId);
  }
  return settled;
}
