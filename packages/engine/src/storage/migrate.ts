import pg from "pg";
import { type Migration, readMigrations } from "./migration-files.ts";
import { boundUrl, checkBound } from "./owner-role.ts";
import { SchemaError } from "./schema-error.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** What a migration found and did. */
export interface MigrationResult {
  /** The URL to connect by from now on: row-level security and REVOKE bind its connections, whoever `url` named. */
  url: string;
  /** The names of the migrations applied by this call, in order. */
  applied: string[];
}

const OLDEST_SERVER = 140000;

const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version integer PRIMARY KEY,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Brings the database's schema up to this version, one transaction per migration. Safe to call from several servers
 * at once. Throws SchemaError, with nothing changed, when the server is older than PostgreSQL 14, the schema is newer
 * than this code, a migration was applied with another text, or row-level security would not bind the connections;
 * UnreachableError when no connection can be made.
 */
export async function migrate(url: string, migrations?: readonly Migration[]): Promise<MigrationResult> {
  const known = migrations ?? (await readMigrations());
  const bound = await withClient(url, async (client) => {
    await checkServer(client);
    return boundUrl(url, client);
  });
  const applied = await withClient(bound, async (client) => {
    await checkBound(client);
    await ensureHistory(client);
    const names: string[] = [];
    while (pendingOf(known, await appliedOn(client)) !== undefined) {
      const name = await applyNext(client, known);
      if (name !== undefined) names.push(name);
    }
    return names;
  });
  return { url: bound, applied };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connected(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({ connectionString: url, application_name: "ledgerport migrations" });
    await client.connect();
    return client;
  } catch (error) {
    throw new UnreachableError(error);
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version",
  );
  const server = rows[0];
  if (server === undefined || Number(server.number) < OLDEST_SERVER) {
    throw new SchemaError(`PostgreSQL 14 or later is needed; the server is ${server?.version ?? "unknown"}`);
  }
}

/** What the loser of a race to create a table is told: its row type's index entry, the table or the type is there. */
const CREATED_BY_ANOTHER = new Set(["23505", "42P07", "42710"]);

/** IF NOT EXISTS is no protection against another server that creates it at the same moment; trying again is. */
async function ensureHistory(client: pg.Client): Promise<void> {
  try {
    await client.query(CREATE_HISTORY);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !CREATED_BY_ANOTHER.has(error.code ?? "")) throw error;
    await client.query(CREATE_HISTORY);
  }
}

interface Applied {
  version: number;
  name: string;
  checksum: string;
}

async function appliedOn(client: pg.Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    "SELECT version, name, checksum FROM schema_migrations ORDER BY version",
  );
  return rows;
}

/** The first migration that is yet to be applied. Throws SchemaError when the past differs from what is known. */
function pendingOf(known: readonly Migration[], applied: readonly Applied[]): Migration | undefined {
  for (const { version, name, checksum } of applied) {
    const migration = known[version - 1];
    if (migration === undefined) {
      throw new SchemaError(
        `The database's schema (version ${version}, ${name}) is newer than this Ledgerport knows (version ${known.length}). Start the newer Ledgerport.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new SchemaError(
        `Migration ${version} was applied to the database as ${name} with another text than ${migration.name} has here. Applied migrations must never be changed; restore the file.`,
      );
    }
  }
  return known[applied.length];
}

/** Applies one migration under a lock that other servers wait for; undefined when another server was first. */
async function applyNext(client: pg.Client, known: readonly Migration[]): Promise<string | undefined> {
  await client.query("BEGIN");
  try {
    await client.query("LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE");
    const next = pendingOf(known, await appliedOn(client));
    if (next !== undefined) {
      // A migration is for all companies; without this, row-level security would hide every row from it.
      await client.query("SELECT set_config('ledgerport.company', '*', true)");
      await client.query(next.sql);
      await client.query("INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)", [
        next.version,
        next.name,
        next.checksum,
      ]);
    }
    await client.query("COMMIT");
    return next?.name;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
