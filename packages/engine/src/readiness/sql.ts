import { type Row, type Sql, first } from "../storage/sql.ts";
import type { ProblemRow } from "./model.ts";
import { GATHERED, PROBLEMS } from "./problems-sql.ts";

/** Most causes that are named. */
const MOST_CAUSES = 1000;

/** Entries that are looked at, and what of them: `vendors` false leaves out what a job without vendors does not ask for. */
export interface Wanted {
  companyId: string;
  /** The given ones, each once, or (undefined) all of the company that are not exported and in no job. */
  entryIds: readonly string[] | undefined;
  vendors: boolean;
}

/** How the wanted entries stand. */
export interface Standing {
  entries: number;
  ready: number;
  /** Each cause with the number of its entries, the most first. */
  causes: { cause: ProblemRow; entries: number }[];
  /** The first entries that lack something, in the order given. */
  unready: { entryId: string; problems: ProblemRow[] }[];
}

/** Each in a text of its own, so that neither is planned as if it were the other. */
const FROM = {
  queue: `(SELECT q.*, 0 AS position FROM accounting_entries q WHERE q.company_id = $1 AND NOT EXISTS (
    SELECT 1 FROM entry_locks l WHERE l.company_id = $1 AND l.entry_id = q.id)) AS e`,
  given: `unnest($4::uuid[]) WITH ORDINALITY AS wanted (id, position) CROSS JOIN LATERAL (
    SELECT * FROM accounting_entries g WHERE g.company_id = $1 AND g.id = wanted.id OFFSET 0) AS e`,
};

/** How the wanted entries stand, in one look at each; `unready` has at most `mostUnready`. */
export async function selectStanding(
  sql: Sql,
  { companyId, entryIds, vendors }: Wanted,
  mostUnready: number,
): Promise<Standing> {
  const which = entryIds === undefined ? "queue" : "given";
  const row = await first<Row & { groups: Group[]; unready: Standing["unready"] | null }>(sql, {
    name: `readiness.${which}`,
    text: `WITH found AS MATERIALIZED (
             SELECT position, e.id, p.type, p.param, p.subject
             FROM ${FROM[which]} LEFT JOIN LATERAL (${PROBLEMS}) AS p ON $2 OR p.param <> 'vendorCode'
           ), groups AS (
             SELECT type, param, subject, grouping(type) = 1 AS "ofAll", count(DISTINCT id) AS entries FROM found
             GROUP BY GROUPING SETS ((type, param, subject), ())
             ORDER BY 4 DESC, type IS NULL DESC, 5 DESC, param, subject LIMIT ${MOST_CAUSES + 2}
           ), unready AS (
             SELECT p.id AS "entryId", ${GATHERED} AS problems
             FROM found AS p WHERE p.type IS NOT NULL GROUP BY p.position, p.id ORDER BY p.position LIMIT $3
           )
           SELECT (SELECT jsonb_agg(groups) FROM groups) AS groups, (SELECT jsonb_agg(unready) FROM unready) AS unready`,
    values: [companyId, vendors, mostUnready, ...(entryIds === undefined ? [] : [entryIds])],
  });
  return { ...standingOf(row?.groups ?? []), unready: row?.unready ?? [] };
}

/** A cause with its entries; without a cause the entries that are ready, and `ofAll` all of them. */
type Group = { [Key in keyof ProblemRow]: ProblemRow[Key] | null } & { ofAll: boolean; entries: number };

function standingOf(groups: readonly Group[]): Omit<Standing, "unready"> {
  const standing: Omit<Standing, "unready"> = { entries: 0, ready: 0, causes: [] };
  for (const { type, param, subject, ofAll, entries } of groups) {
    if (ofAll) standing.entries = entries;
    else if (type === null || param === null) standing.ready = entries;
    else standing.causes.push({ cause: { type, param, subject }, entries });
  }
  return standing;
}
