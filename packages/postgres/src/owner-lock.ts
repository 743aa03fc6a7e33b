import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DirectoryInUseError, PostgresError } from "./postgres-error.ts";
import { pause } from "./timers.ts";

const SQLITE_BUSY = 5;
const MILLISECONDS_BETWEEN_ATTEMPTS = 100;

/**
 * Like `lockDirectory`, but waits up to `milliseconds` for a process that is about to end. It asks again and again, because
 * SQLite's own waiting would stop this process's signals from being heard. Throws DirectoryInUseError after that.
 */
export async function lockDirectoryWithin(milliseconds: number, directory: string): Promise<() => void> {
  for (let waited = 0; ; waited += MILLISECONDS_BETWEEN_ATTEMPTS) {
    try {
      return lockDirectory(directory);
    } catch (error) {
      if (!(error instanceof DirectoryInUseError) || waited >= milliseconds) throw error;
      await pause(MILLISECONDS_BETWEEN_ATTEMPTS);
    }
  }
}

/**
 * Makes this process the owner of the directory until the returned function is called or the process ends.
 * The lock is a transaction held open on an empty SQLite file: the only way from Node to a lock that the kernel
 * gives up however the process ends, so it can't go stale. Throws DirectoryInUseError when another process has it.
 */
function lockDirectory(directory: string): () => void {
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
    throw new DirectoryInUseError(
      `The data directory ${directory} is in use by ${ownerOf(pidFile)}. Stop it, or choose another data directory.`,
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
    const since = statSync(pidFile)
      .mtime.toISOString()
      .replace(/\.\d+Z$/, "Z");
    return `process ${readFileSync(pidFile, "utf8").trim()} since ${since}`;
  } catch {
    // It has the lock, and has not written its number yet.
    return "a process that is just starting";
  }
}
