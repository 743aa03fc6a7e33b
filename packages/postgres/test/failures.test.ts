import assert from "node:assert/strict";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { PostgresError, startPostgres } from "../src/index.ts";
import { packagedPostgres } from "../src/platform-package.ts";
import { startPostmaster } from "../src/postmaster.ts";
import { UNSYNCED, newDirectory } from "./support/directory.ts";

async function failureOf(work: Promise<unknown>): Promise<PostgresError> {
  const error: unknown = await work.then(
    () => assert.fail("it started"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PostgresError, String(error));
  return error;
}

/** A program that stands in for PostgreSQL. */
async function program(script: string): Promise<{ postgres: string; cluster: string }> {
  const cluster = await newDirectory();
  const postgres = join(cluster, "postgres");
  await writeFile(postgres, `#!/bin/sh\n${script}\n`);
  await chmod(postgres, 0o755);
  return { postgres, cluster };
}

const QUIETLY = { user: {}, settings: {}, log: () => {} };

test("a program that is not there is an error with its cause", async () => {
  const cluster = await newDirectory();
  const error = await failureOf(startPostmaster({ ...QUIETLY, cluster, postgres: join(cluster, "absent") }));
  assert.match(error.message, /absent can't be run: .*ENOENT/);
  assert.ok(error.cause instanceof Error);
});

test("a PostgreSQL that ends at once is an error that says what it said", async () => {
  const started = startPostmaster({
    ...QUIETLY,
    ...(await program("echo 'FATAL: no memory' >&2; exit 3")),
  });
  assert.match((await failureOf(started)).message, /PostgreSQL ended with 3:\nFATAL: no memory/);
});

test("a PostgreSQL that does not heed a request to end is ended by force", async () => {
  const deaf = await program(
    "trap '' INT QUIT\necho 'database system is ready to accept connections' >&2\nwhile :; do sleep 0.01; done",
  );
  const shutdownSteps = (["SIGINT", "SIGQUIT", "SIGKILL"] as const).map((signal) => ({
    signal,
    milliseconds: 200,
  }));
  const postmaster = await startPostmaster({ ...QUIETLY, ...deaf, shutdownSteps });
  await postmaster.stop();
  assert.match((await postmaster.ended).message, /ended with SIGKILL/);
});

test("a cluster of another PostgreSQL version is refused with the reason, and the directory is free afterwards", async () => {
  const dataDirectory = await newDirectory();
  await (await startPostgres({ dataDirectory, settings: UNSYNCED })).stop();
  const versionFile = join(dataDirectory, "cluster", "PG_VERSION");
  await writeFile(versionFile, "12\n");
  assert.match((await failureOf(startPostgres({ dataDirectory }))).message, /incompatible with server/);
  await writeFile(versionFile, "18\n");
  await (await startPostgres({ dataDirectory, settings: UNSYNCED })).stop();
});

test("a cluster whose making was cut short is made anew", async () => {
  const dataDirectory = await newDirectory();
  await writeFile(join(await newHalfCluster(dataDirectory), "PG_VERSION"), "18\n");
  await (await startPostgres({ dataDirectory, settings: UNSYNCED })).stop();
});

async function newHalfCluster(dataDirectory: string): Promise<string> {
  const half = join(dataDirectory, "cluster.new-abcdef");
  await mkdir(half);
  return half;
}

test("a data directory that can't be made is an error that names it", async () => {
  const file = join(await newDirectory(), "file");
  await writeFile(file, "");
  const error = await failureOf(startPostgres({ dataDirectory: join(file, "data") }));
  assert.match(error.message, /data directory .*file\/data can't be made/);
  assert.ok(error.cause instanceof Error);
});

test("a machine without a packaged PostgreSQL is told to set DATABASE_URL", () => {
  assert.throws(
    () => packagedPostgres("win32", "x64"),
    /no embedded PostgreSQL for win32-x64\. Set DATABASE_URL/,
  );
});
