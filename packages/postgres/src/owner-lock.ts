import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PostgresError } from "./postgres-error.ts";

const SQLITE_BUSY = 5;

/**
 * Makes this process the owner of the directory until the returned function is called or the process ends.
 * The lock is a transaction held open on an empty SQLite file: the only way from Node to a lock that the kernel
 * gives up however the process ends, so it can't go stale. Throws PostgresError when another process has it.
 */
export function lockDirectory(directory: string): () => void {
  const pidFile = join(directory, "owner.pid");
  const path = join(directory, "owner.lock");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
    chmodSync(path, 0o600);
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw new PostgresError(`The data directory ${directory} can't be locked`, error);
    throw new PostgresError(
      `The data directory ${directory} is in use by process ${ownerOf(pidFile)}. Stop it, or choose another data directory.`,
      error,
    );
  }
  const held = lock;
  return () => {
    rmSync(pidFile, { force: true });
    held.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

function ownerOf(pidFile: string): string {
  try {
    return readFileSync(pidFile, "utf8").trim();
  } catch {
    return "unknown";
  }
}
