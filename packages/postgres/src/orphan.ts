import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfThere } from "./files.ts";
import { PostgresError } from "./postgres-error.ts";
import { isAlive, isGoneWithin, isPostmasterOf } from "./processes.ts";
import { SHUTDOWN_STEPS } from "./shutdown.ts";

/**
 * Ends a postmaster that outlived its supervisor (after kill -9, say), and removes lock files whose process
 * number now belongs to another process or is unreadable: PostgreSQL would refuse to start because of them.
 * To be called by the holder of the directory's owner lock only.
 */
export async function clearRemains(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  const text = await readIfThere(pidFile);
  if (text !== undefined) {
    const pid = Number.parseInt(text, 10);
    if (Number.isNaN(pid)) await rm(pidFile, { force: true });
    else if (await isPostmasterOf(cluster, pid)) await end(pid, log);
    // A dead process's file stays: PostgreSQL finds by it whether server processes of that time still run.
    else if (isAlive(pid)) await rm(pidFile, { force: true });
  }
  await rm(join(cluster, ".s.PGSQL.5432"), { force: true });
  await rm(join(cluster, ".s.PGSQL.5432.lock"), { force: true });
}

async function end(pid: number, log: (line: string) => void): Promise<void> {
  log(`ending the PostgreSQL ${pid} that an earlier process left behind`);
  for (const { signal, milliseconds } of SHUTDOWN_STEPS) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!isAlive(pid)) return;
      throw new PostgresError(
        `The PostgreSQL ${pid} left behind in this data directory can't be ended`,
        error,
      );
    }
    if (await isGoneWithin(milliseconds, pid)) return;
  }
  throw new PostgresError(`The PostgreSQL ${pid} left behind in this data directory does not end`);
}
