import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Whether Debian's pgbouncer is installed. */
export const hasPgbouncer = spawnSync("pgbouncer", ["--version"]).status === 0;

/** A pooler between a server and its database. */
export interface Pooler {
  /** The database's URL through the pooler. */
  url: string;
  close(): Promise<void>;
}

/** How few connections the pooler has to the database: far fewer than the server has to the pooler. */
const CONNECTIONS = 4;

/**
 * Starts pgbouncer, which gives each transaction whichever connection is free, in front of the database behind a
 * socket (`?host=…&user=…`). `settings` are lines of its configuration.
 */
export async function startPooler(databaseUrl: string, settings: readonly string[] = []): Promise<Pooler> {
  const { pathname, searchParams } = new URL(databaseUrl);
  const database = pathname.slice(1);
  const user = searchParams.get("user") ?? "";
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-pooler-"));
  // It refuses to run as root, and must then make its socket here as somebody else.
  await chmod(directory, 0o777);
  const users = join(directory, "users.txt");
  const file = join(directory, "pgbouncer.ini");
  await writeFile(users, `"${user}" ""\n`);
  await writeFile(
    file,
    [
      "[databases]",
      `${database} = host=${searchParams.get("host")} dbname=${database}`,
      "[pgbouncer]",
      "pool_mode = transaction",
      "auth_type = trust",
      `auth_file = ${users}`,
      `unix_socket_dir = ${directory}`,
      "listen_port = 6432",
      `default_pool_size = ${CONNECTIONS}`,
      "server_login_retry = 1",
      "query_wait_timeout = 10",
      ...settings,
    ].join("\n"),
  );
  const asWhom = process.getuid?.() === 0 ? ["-u", "postgres"] : [];
  const child = spawn("pgbouncer", [...asWhom, file], { stdio: ["ignore", "ignore", "pipe"] });
  for await (const line of createInterface(child.stderr)) if (line.includes("process up")) break;
  child.stderr.resume();
  return {
    url: `postgresql:///${database}?host=${encodeURIComponent(directory)}&port=6432&user=${user}`,
    async close() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
