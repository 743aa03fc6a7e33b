import type { Database } from "../../src/storage/database.ts";

/** The names of all tables of the schema, from the catalogue. */
export async function tableNames(database: Database): Promise<string[]> {
  const rows = await database.read("system", (sql) =>
    sql.query<{ name: string }>({
      text: `SELECT relname AS name FROM pg_class
             WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    }),
  );
  return rows.map(({ name }) => name);
}

/** How many rows each table has and a digest of them: equal before and after means that nothing was changed. */
export async function contents(database: Database): Promise<Record<string, unknown>> {
  const tables = await tableNames(database);
  const digests = await database.read("system", (sql) =>
    sql.query({
      text: tables
        .map(
          (name) =>
            `SELECT '${name}' AS name, count(*), md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM ${name} t`,
        )
        .join(" UNION ALL "),
    }),
  );
  return Object.fromEntries(digests.map((row) => [String(row["name"]), row]));
}
