import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@ledgerport/engine";
import { startPostgres } from "@ledgerport/postgres";
import { execute, withDatabase } from "./urls.ts";

/** Names another PostgreSQL to test on, by a role that may create databases and roles. */
const SERVER_VARIABLE = "LEDGERPORT_TEST_DATABASE_URL";
/** Set by the global setup for the test files. */
const ADMIN_URL_VARIABLE = "LEDGERPORT_TEST_ADMIN_URL";
const TEMPLATE_URL_VARIABLE = "LEDGERPORT_TEST_TEMPLATE_URL";

const DEBIAN_DIRECTORY = "/usr/lib/postgresql";
const OLDEST_SUPPORTED = 14;

/** A PostgreSQL with a migrated database to be cloned. */
export interface DatabaseServer {
  /** Connects as a role that may create databases and roles. */
  adminUrl: string;
  /** Connects to the template as the role that the engine acts as. */
  templateUrl: string;
}

/** A server that this process started, or prepared. */
export type OwnDatabaseServer = DatabaseServer & { close(): Promise<void> };

/**
 * Starts the server that tests run on, the embedded one unless LEDGERPORT_TEST_DATABASE_URL names another, and makes
 * the template.
 */
export async function startDatabaseServer(): Promise<OwnDatabaseServer> {
  const other = process.env[SERVER_VARIABLE];
  return withTemplate(
    other === undefined ? await startUnsynced() : { adminUrl: other, close: async () => {} },
  );
}

/** Starts a throw-away server of the newest PostgreSQL that Debian's packages installed; undefined where there is none. */
export async function startInstalledServer(): Promise<OwnDatabaseServer | undefined> {
  const versions = (await readdir(DEBIAN_DIRECTORY).catch(() => [])).map(Number);
  const newest = Math.max(0, ...versions.filter((version) => version >= OLDEST_SUPPORTED));
  return newest === 0 ? undefined : withTemplate(await startUnsynced(join(DEBIAN_DIRECTORY, String(newest))));
}

interface Administered {
  adminUrl: string;
  close(): Promise<void>;
}

/** A server on a new directory, without the syncs that tests have no use for. */
async function startUnsynced(installation?: string): Promise<Administered> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "ledgerport-test-"));
  // Before version 16, PostgreSQL must be able to reach its directory by its path.
  await chmod(dataDirectory, 0o711);
  const remove = (): Promise<void> => rm(dataDirectory, { recursive: true, force: true });
  const postgres = await startPostgres({
    dataDirectory,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
    ...(installation === undefined ? {} : { installation }),
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const close = async (): Promise<void> => {
    await postgres.stop();
    await remove();
  };
  return { adminUrl: postgres.adminUrl, close };
}

async function withTemplate(server: Administered): Promise<OwnDatabaseServer> {
  const template = `ledgerport_template_${process.pid}`;
  const close = async (): Promise<void> => {
    await execute(server.adminUrl, `DROP DATABASE IF EXISTS ${template}`);
    await server.close();
  };
  try {
    await execute(server.adminUrl, `CREATE DATABASE ${template}`);
    const { url } = await migrate(withDatabase(server.adminUrl, template));
    return { adminUrl: server.adminUrl, templateUrl: url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tells the processes started later (the test files) where the server is. */
export function announce(server: DatabaseServer): void {
  process.env[ADMIN_URL_VARIABLE] = server.adminUrl;
  process.env[TEMPLATE_URL_VARIABLE] = server.templateUrl;
}

/** The server announced by the global setup. Throws when the tests were started without it. */
export function announcedServer(): DatabaseServer {
  const adminUrl = process.env[ADMIN_URL_VARIABLE];
  const templateUrl = process.env[TEMPLATE_URL_VARIABLE];
  if (adminUrl === undefined || templateUrl === undefined) {
    throw new Error(
      "There is no test server. Run tests with node --test --test-global-setup=packages/testkit/src/global-setup.ts",
    );
  }
  return { adminUrl, templateUrl };
}
