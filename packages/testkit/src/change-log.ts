import pg from "pg";
import { announcedServer } from "./database-server.ts";
import { databaseOf, withDatabase } from "./urls.ts";

/** Sees every row that anything committed to a test's database inserts, updates or deletes. */
export interface ChangeLog {
  /** The changes committed since the last look, e.g. `INSERT history`. */
  look(): Promise<string[]>;
  close(): Promise<void>;
}

/** The log's rows roll back with the change that made them, so a refusal that undid its work leaves none. */
const INSTALL = `
  CREATE TABLE change_log (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, change text NOT NULL);
  CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  BEGIN
    INSERT INTO public.change_log (change) VALUES (TG_OP || ' ' || TG_TABLE_NAME);
    RETURN NULL;
  END $$;
  DO $$
  DECLARE name regclass;
  BEGIN
    FOR name IN
      SELECT oid FROM pg_class
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
        AND relname <> 'change_log'
    LOOP
      EXECUTE format('CREATE TRIGGER log_change AFTER INSERT OR UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION log_change()', name);
    END LOOP;
  END $$`;

/** Starts to log the changes of a test's database; `url` as the test database has it. To be closed by the caller. */
export async function watchChanges(url: string): Promise<ChangeLog> {
  const client = new pg.Client({
    connectionString: withDatabase(announcedServer().adminUrl, databaseOf(url)),
  });
  await client.connect();
  await client.query(INSTALL);
  return {
    async look() {
      const { rows } = await client.query<{ change: string }>("DELETE FROM change_log RETURNING change");
      return rows.map(({ change }) => change);
    },
    close: () => client.end(),
  };
}
