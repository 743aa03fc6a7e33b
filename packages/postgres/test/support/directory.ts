import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

const directories: string[] = [];

// Not after each test: a test's clean-up runs in the order in which it was asked for, and a directory must outlive
// the PostgreSQL in it.
after(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true }))));

/** A new empty directory that is removed when the file's tests are over. */
export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-postgres-"));
  directories.push(directory);
  return directory;
}

/** Settings that save the time of syncing what a test throws away. */
export const UNSYNCED = { fsync: "off" };
