import type { Sql } from "./sql.ts";

/** Rows from which on a table's growth changes no plan any more; autovacuum counts it from there. */
const LARGE = 30_000;

/**
 * Has PostgreSQL count the tables that are more than twice as large as it knows. A connection keeps its plans, those of
 * foreign keys too, until their tables are counted again: a plan made for a handful of rows would read the table whole for
 * each of the thousands that an import brings, for as long as autovacuum lets it (a minute, or for ever where it is off).
 *
 * Only the table's size is wanted. So ANALYZE is given one of the columns that no statistics are gathered of: it then looks
 * at a hundred rows and not at all of them (0.6 ms in place of 56 for 11,000 entries), and autovacuum's own count of what
 * has changed goes on, so that the other columns' statistics come when they would have come.
 */
export async function countOutgrown(sql: Sql): Promise<void> {
  const outgrown = await sql.query<{ statement: string }>({
    name: "storage.outgrown",
    text: `SELECT format('ANALYZE (SKIP_LOCKED) %I', relname) || coalesce((
             SELECT format(' (%I)', attname) FROM pg_attribute
             WHERE attrelid = pg_class.oid AND attnum > 0 AND attstattarget = 0 AND NOT attisdropped
             ORDER BY attnum LIMIT 1), '') AS statement
           FROM pg_class
           WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples < $1
             AND pg_relation_size(oid) / current_setting('block_size')::integer > 2 * relpages + 4`,
    values: [LARGE],
  });
  for (const { statement } of outgrown) await sql.query({ text: statement });
}
