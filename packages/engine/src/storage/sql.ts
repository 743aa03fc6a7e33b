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

/** Runs one statement on a connection. */
export async function runOn<R extends Row>(client: ClientBase, statement: Statement): Promise<R[]> {
  const result = await client.query<R>({
    text: statement.text,
    ...(statement.name === undefined ? {} : { name: statement.name }),
    values: statement.values === undefined ? [] : [...statement.values],
    types: columnTypes,
  });
  return result.rows;
}

/** The first row, or undefined. */
export async function first<R extends Row>(sql: Sql, statement: Statement): Promise<R | undefined> {
  return (await sql.query<R>(statement))[0];
}
