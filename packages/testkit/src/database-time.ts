import { type DatabaseServer, announcedServer } from "./database-server.ts";
import type { TestDatabase } from "./test-database.ts";
import { databaseOf, execute, withDatabase } from "./urls.ts";

/** The clock of one test database: all servers that go by the database's see the time that a test gives it. */
export interface DatabaseTime {
  /** Lets `milliseconds` pass in the database; fewer than none set its clock back. */
  advance(milliseconds: number): Promise<void>;
}

/**
 * Gives a test database a clock that stands still until it is advanced, by hiding PostgreSQL's own behind a function of
 * the same name. Connections made from then on see it.
 */
export async function databaseTime(
  db: Pick<TestDatabase, "url">,
  start = "2025-05-23T15:21:32Z",
  server: DatabaseServer = announcedServer(),
): Promise<DatabaseTime> {
  const name = databaseOf(db.url);
  const admin = withDatabase(server.adminUrl, name);
  await execute(
    admin,
    `CREATE SCHEMA virtual;
     CREATE TABLE virtual.clock (at timestamptz NOT NULL);
     INSERT INTO virtual.clock VALUES ('${start}');
     CREATE FUNCTION virtual.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT at FROM virtual.clock';
     GRANT USAGE ON SCHEMA virtual TO PUBLIC;
     GRANT SELECT ON virtual.clock TO PUBLIC;
     ALTER DATABASE ${name} SET search_path = public, virtual, pg_catalog`,
  );
  return {
    advance: (milliseconds) =>
      execute(admin, `UPDATE virtual.clock SET at = at + ${milliseconds} * interval '1 millisecond'`),
  };
}
