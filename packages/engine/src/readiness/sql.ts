import { type Row, type Sql, first } from "../storage/sql.ts";
import type { ProblemRow } from "./model.ts";
import { PROBLEMS, PROBLEM_LIST } from "./problems-sql.ts";

/** Which entries are looked at: the given ones, or (undefined) all of the company that are not exported and in no job. */
type EntryIds = readonly string[] | undefined;

/** Most causes that a summary names. */
const MOST_CAUSES = 1000;

const WANTED = `e.company_id = $1 AND CASE WHEN $2::uuid[] IS NULL THEN NOT EXISTS (
  SELECT 1 FROM entry_locks l WHERE l.company_id = $1 AND l.entry_id = e.id) ELSE e.id = ANY ($2::uuid[]) END`;
const COUNTED = "($3 OR p.param <> 'vendorCode')";

/** What is wanted of the entries: `vendors` false leaves out what a job without vendors does not ask for. */
export interface Wanted {
  companyId: string;
  entryIds: EntryIds;
  vendors: boolean;
}

function valuesOf({ companyId, entryIds, vendors }: Wanted): unknown[] {
  return [companyId, entryIds ?? null, vendors];
}

/** Each cause with the number of its entries. */
export async function selectCauses(
  sql: Sql,
  wanted: Wanted,
): Promise<{ cause: ProblemRow; entries: number }[]> {
  const rows = await sql.query<Row & ProblemRow & { entries: string }>({
    name: "readiness.causes",
    text: `SELECT p.type, p.param, p.subject, count(*) AS entries
           FROM accounting_entries e CROSS JOIN LATERAL (${PROBLEMS}) AS p
           WHERE ${WANTED} AND ${COUNTED} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2, 3 LIMIT ${MOST_CAUSES}`,
    values: valuesOf(wanted),
  });
  return rows.map(({ entries, ...cause }) => ({ cause, entries: Number(entries) }));
}

/** How many entries there are, and how many lack nothing. */
export async function countReady(sql: Sql, wanted: Wanted): Promise<{ entries: number; ready: number }> {
  const row = await first<{ entries: string; ready: string }>(sql, {
    name: "readiness.count",
    text: `SELECT count(*) AS entries,
             count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM (${PROBLEMS}) AS p WHERE ${COUNTED})) AS ready
           FROM accounting_entries e WHERE ${WANTED}`,
    values: valuesOf(wanted),
  });
  return { entries: Number(row?.entries ?? 0), ready: Number(row?.ready ?? 0) };
}

/** The given entries that lack something, in the order given, `limit` at most. */
export async function selectUnready(
  sql: Sql,
  wanted: { companyId: string; entryIds: readonly string[]; vendors: boolean },
  limit: number,
): Promise<{ entryId: string; problems: ProblemRow[] }[]> {
  const rows = await sql.query<{ id: string; problems: ProblemRow[] }>({
    name: "readiness.unready",
    text: `SELECT e.id, ${PROBLEM_LIST} AS problems
           FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, position)
           JOIN accounting_entries e ON e.company_id = $1 AND e.id = wanted.id
           WHERE EXISTS (SELECT 1 FROM (${PROBLEMS}) AS p WHERE ${COUNTED}) ORDER BY wanted.position LIMIT $4`,
    values: [...valuesOf(wanted), limit],
  });
  return rows.map(({ id, problems }) => ({
    entryId: id,
    problems: problems.filter(({ param }) => wanted.vendors || param !== "vendorCode"),
  }));
}
