import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { runnableBinaries } from "./binaries.ts";
import { ADMIN_ROLE, DATABASE, OWNER_ROLE, ensureCluster } from "./cluster.ts";
import { clearRemains } from "./orphan.ts";
import { lockDirectoryWithin } from "./owner-lock.ts";
import { packagedPostgres } from "./platform-package.ts";
import { PostgresError } from "./postgres-error.ts";
import { type Postmaster, startPostmaster } from "./postmaster.ts";
import { chooseUser } from "./run-as.ts";
import { reachSocket, socketUrl } from "./socket.ts";
import { pause } from "./timers.ts";

/** What to start. */
export interface PostgresOptions {
  /** A directory of this server's own; made when missing. One process at a time owns it. */
  dataDirectory: string;
  /** Milliseconds that a process which owns the directory is waited for to end; absent: none. */
  waitForDirectory?: number;
  /** Told when PostgreSQL ends without having been stopped. The directory is free again by then. */
  onExit?: (reason: PostgresError) => void;
  /** Gets each line of PostgreSQL's log. */
  log?: (line: string) => void;
  /** Server settings over the durable ones, for tests (`{ fsync: "off" }`). */
  settings?: Readonly<Record<string, string>>;
  /**
   * The directory of another PostgreSQL (`bin`, `lib`, `share`; 14 or later) to use in place of the packaged one. Before
   * version 16, the user that it runs as must be able to reach the data directory by its path.
   */
  installation?: string;
}

/** A PostgreSQL under supervision. */
export interface RunningPostgres {
  /** Connects to the database as the role that owns it, which is no superuser. */
  readonly url: string;
  /** Connects to the database `postgres` as the superuser. */
  readonly adminUrl: string;
  /** Shuts it down: everything is written out and the directory is free when it resolves. May be called again. */
  readonly stop: () => Promise<void>;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  // Relative to the cluster, so the path is never too long and needs no quoting.
  unix_socket_directories: ".",
  unix_socket_permissions: "0700",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  logging_collector: "off",
  log_destination: "stderr",
  log_timezone: "UTC",
  timezone: "UTC",
  lc_messages: "C",
};

/** What PostgreSQL says while processes of a postmaster that was killed are still about to end. */
const NOT_YET_FREE = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const MOST_ATTEMPTS = 50;
const MILLISECONDS_BETWEEN_ATTEMPTS = 200;

/**
 * Starts the embedded PostgreSQL on a unix socket in its data directory, never on a port. A server that an earlier
 * process left behind in the directory is ended first. Throws PostgresError, with its cause, when PostgreSQL
 * can't be run; DirectoryInUseError when another process owns the directory.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const directory = await makeDirectory(options.dataDirectory);
  const unlock = await lockDirectoryWithin(options.waitForDirectory ?? 0, directory);
  try {
    return await startLocked(directory, unlock, options);
  } catch (error) {
    unlock();
    throw error instanceof PostgresError
      ? error
      : new PostgresError(`The embedded PostgreSQL in ${directory} can't be started`, error);
  }
}

async function makeDirectory(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return await realpath(path);
  } catch (error) {
    throw new PostgresError(`The data directory ${path} can't be made`, error);
  }
}

async function startLocked(
  directory: string,
  unlock: () => void,
  options: PostgresOptions,
): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  const settings = { ...SETTINGS, ...options.settings };
  const cluster = join(directory, "cluster");
  const user = await chooseUser(cluster);
  const binaries = await runnableBinaries(options.installation ?? packagedPostgres(), user);
  await ensureCluster(directory, binaries, user, { synced: settings["fsync"] === "on" });
  const socket = await reachSocket(cluster);
  const postmaster = await startWhenFree(cluster, log, () =>
    startPostmaster({ postgres: binaries.postgres, cluster, user, settings, log }),
  ).catch(async (error: unknown) => {
    await socket.remove();
    throw error;
  });

  // Set when the stop was asked for, so that the end of the process is no surprise.
  let stopping: Promise<void> | undefined;
  const onProcessExit = (): void => postmaster.interrupt();
  process.once("exit", onProcessExit);
  const freed = postmaster.ended.then(async (reason) => {
    process.off("exit", onProcessExit);
    unlock();
    await socket.remove();
    if (stopping === undefined) options.onExit?.(reason);
  });
  const stop = async (): Promise<void> => {
    await postmaster.stop();
    await freed;
  };
  return {
    url: socketUrl(socket.path, DATABASE, OWNER_ROLE),
    adminUrl: socketUrl(socket.path, "postgres", ADMIN_ROLE),
    stop: () => (stopping ??= stop()),
  };
}

async function startWhenFree(
  cluster: string,
  log: (line: string) => void,
  start: () => Promise<Postmaster>,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    await clearRemains(cluster, log);
    try {
      return await start();
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !(error instanceof PostgresError && NOT_YET_FREE.test(error.message)))
        throw error;
      await pause(MILLISECONDS_BETWEEN_ATTEMPTS);
    }
  }
}
