import { createHash } from "node:crypto";
import pg, { type ClientBase } from "pg";

const DATE = 1082;

/** Day dates stay text: a Date would drag a time zone in. */
const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): unknown => (oid === DATE ? String : pg.types.getTypeParser(oid, format)),
};

/** One row as the driver gives it: bigint and date columns as text, timestamps as Date. */
export type Row = Record<string, unknown>;

/** A statement; one with a name is prepared once per connection. Names are unique in the engine. */
export interface Statement {
  name?: string;
  text: string;
  values?: readonly unknown[];
}

/** What can run SQL: a reading connection or an open transaction. */
export interface Sql {
  query<R extends Row>(statement: Statement): Promise<R[]>;
}

/**
 * Runs one statement on a connection. A named one is prepared there once, unless `prepares` is false: under its name
 * and a digest of its text, since behind a pooler another server's statement of the same name may be prepared there.
 */
export async function runOn<R extends Row>(
  client: ClientBase,
  { name, text, values = [] }: Statement,
  prepares = true,
): Promise<R[]> {
  const result = await client.query<R>({
    text,
    ...(name === undefined || !prepares ? {} : { name: preparedName(name, text) }),
    values: [...values],
    types: columnTypes,
  });
  return result.rows;
}

const preparedNames = new Map<string, string>();

function preparedName(name: string, text: string): string {
  const known = preparedNames.get(text);
  if (known !== undefined) return known;
  const made = `${name}.${createHash("sha256").update(text).digest("base64url").slice(0, 12)}`;
  preparedNames.set(text, made);
  return made;
}

/** The first row, or undefined. */
export async function first<R extends Row>(sql: Sql, statement: Statement): Promise<R | undefined> {
  return (await sql.query<R>(statement))[0];
}
