import { cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { createHash } from "node:crypto";
import { PostgresError } from "./postgres-error.ts";
import { runToEnd } from "./run-to-end.ts";
import type { RunAs } from "./run-as.ts";

/** Where the programs are that `user` can run. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds a place from which `user` can run the programs in `native` (with `bin`, `lib` and `share`): there if
 * possible, with the links of its shared libraries completed (npm packages can't hold links and npm may not have run
 * the script that makes them), else a copy in a cache directory.
 * Throws PostgresError, with what the programs said as its cause, when they run nowhere.
 */
export async function runnableBinaries(
  native: string,
  user: RunAs,
  caches: readonly string[] = cacheDirectories(),
): Promise<Binaries> {
  await completeLinks(native);
  if ((await failureOf(native, user)) === undefined) return binariesOf(native);
  let failure: unknown;
  for (const cache of caches) {
    try {
      const copy = await copyInto(cache, native);
      failure = await failureOf(copy, user);
      if (failure === undefined) return binariesOf(copy);
    } catch (error) {
      failure = error;
    }
  }
  throw new PostgresError(`The embedded PostgreSQL in ${native} can't be run`, failure);
}

function binariesOf(native: string): Binaries {
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

/** Why the programs don't run, e.g. a directory on the way that the user can't enter, or a missing library. */
async function failureOf(native: string, user: RunAs): Promise<unknown> {
  const { initdb, postgres } = binariesOf(native);
  try {
    await runToEnd(initdb, ["--version"], user);
    await runToEnd(postgres, ["--version"], user);
    return undefined;
  } catch (error) {
    return error;
  }
}

interface Link {
  source: string;
  target: string;
}

/** Makes the missing ones of the links listed in `pg-symlinks.json`, as far as this process may: whether that was enough, running the programs shows. */
async function completeLinks(native: string): Promise<void> {
  const list = JSON.parse(
    await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]"),
  ) as Link[];
  for (const { source, target } of list) {
    await symlink(relative(dirname(target), source), join(native, "..", target)).catch(() => {});
  }
}

/** Directories that outlive the process and that other users can't write to, best first. */
function cacheDirectories(): string[] {
  const own =
    process.getuid?.() === 0 ? "/var/cache" : (process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"));
  return [join(own, "ledgerport"), join(tmpdir(), `ledgerport-${process.getuid?.() ?? "cache"}`)];
}

async function copyInto(cache: string, native: string): Promise<string> {
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const facts = await lstat(cache);
  if (!facts.isDirectory() || facts.uid !== process.getuid?.() || (facts.mode & 0o022) !== 0) {
    throw new PostgresError(`${cache} is not a directory of this user's own`);
  }
  const version = await readFile(join(native, "..", "package.json"), "utf8");
  const name = `postgres-${createHash("sha256").update(version).update(native).digest("hex").slice(0, 16)}`;
  const finished = join(cache, name, "native");
  if (await isDirectory(finished)) return finished;
  // Built beside and renamed, so that a copy cut short is never taken for a whole one.
  const building = await mkdtemp(join(cache, "building-"));
  try {
    await cp(native, join(building, "native"), { recursive: true, verbatimSymlinks: true });
    await completeLinks(join(building, "native"));
    await mkdir(join(cache, name), { recursive: true, mode: 0o755 });
    await rename(join(building, "native"), finished);
  } catch (error) {
    if (!(await isDirectory(finished))) throw error;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return finished;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}
