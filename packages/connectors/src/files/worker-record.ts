import { DatabaseSync } from "node:sqlite";
import type { ClaimStore } from "../targets/target.ts";
import { TargetError, TargetInUse, TargetUnavailable } from "../targets/target.ts";

/** SQLite's result code for a database that another connection has locked. */
const SQLITE_BUSY = 5;

/** What a file target keeps beside its file: the lock that lets in one worker at a time, and the claimed jobs. */
export interface WorkerRecord {
  claims: ClaimStore;
  /** Lets the next worker in. */
  close(): void;
}

/**
 * Opens the record at `path` (a small SQLite database) and takes its lock until `close`.
 *
 * An exclusive lock of SQLite is a lock of the operating system on the file. It ends with the process, however that
 * ends, so no lock is ever left behind by a dead worker, and none has to be guessed stale.
 * Throws TargetInUse when another worker (or this process) has it, TargetError when the record can't be used.
 */
export function openWorkerRecord(path: string): WorkerRecord {
  const database = openLocked(path);
  const work = <Result>(job: () => Result): Promise<Result> =>
    new Promise((resolve) => {
      try {
        resolve(job());
      } catch (error) {
        throw new TargetUnavailable("accounting_system_unreachable", `${path}: ${wordsOf(error)}.`, {
          cause: error,
        });
      }
    });
  const has = database.prepare("SELECT 1 FROM claims WHERE job_id = ?");
  const add = database.prepare("INSERT OR IGNORE INTO claims (job_id) VALUES (?)");
  const remove = database.prepare("DELETE FROM claims WHERE job_id = ?");
  return {
    claims: {
      has: (jobId) => work(() => has.get(jobId) !== undefined),
      add: (jobId) => work(() => void add.run(jobId)),
      remove: (jobId) => work(() => void remove.run(jobId)),
    },
    close: () => database.close(),
  };
}

function openLocked(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    // In this locking mode the lock outlives each commit.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE");
    database.exec("CREATE TABLE IF NOT EXISTS claims (job_id TEXT PRIMARY KEY) STRICT; COMMIT");
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) {
      throw new TargetInUse(`Another export worker is using ${path}.`, { cause: error });
    }
    throw new TargetError("invalid_configuration", `${path}: ${wordsOf(error)}.`, { cause: error });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
