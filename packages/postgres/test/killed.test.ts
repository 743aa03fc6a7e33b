import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type PostgresError, startPostgres } from "../src/index.ts";
import { isAlive, isGoneWithin } from "../src/processes.ts";
import { UNSYNCED, newDirectory } from "./support/directory.ts";
import { startElsewhere } from "./support/other-process.ts";
import { postmasterOf, query } from "./support/query.ts";

test("kill -9 of PostgreSQL is told, frees the directory, and loses nothing committed", async (t) => {
  const dataDirectory = await newDirectory();
  const exit = Promise.withResolvers<PostgresError>();
  const killed = await startPostgres({ dataDirectory, onExit: exit.resolve });
  await query(killed.url, "CREATE TABLE kept AS SELECT 1 AS one");
  process.kill(await postmasterOf(dataDirectory), "SIGKILL");
  assert.match((await exit.promise).message, /PostgreSQL ended with SIGKILL/);
  await killed.stop();

  const next = await startPostgres({ dataDirectory });
  t.after(next.stop);
  assert.deepEqual(await query(next.url, "SELECT one FROM kept"), [{ one: 1 }]);
});

test("the PostgreSQL left behind by a supervisor's kill -9 is ended, with nothing committed lost", async (t) => {
  const dataDirectory = await newDirectory();
  const killed = await startElsewhere(dataDirectory);
  await query(killed.url, "CREATE TABLE kept AS SELECT 1 AS one");
  const orphan = await postmasterOf(dataDirectory);
  await killed.end("SIGKILL");
  assert.ok(isAlive(orphan), "the test needs an orphan");

  const lines: string[] = [];
  const next = await startPostgres({ dataDirectory, log: (line) => void lines.push(line) });
  t.after(next.stop);
  assert.ok(!isAlive(orphan));
  assert.ok(lines[0]?.includes(`ending the PostgreSQL ${orphan}`), lines[0]);
  assert.deepEqual(await query(next.url, "SELECT one FROM kept"), [{ one: 1 }]);
});

test("a kill -9 of both leaves no lock that stays", async () => {
  const dataDirectory = await newDirectory();
  const killed = await startElsewhere(dataDirectory);
  const postmaster = await postmasterOf(dataDirectory);
  await killed.end("SIGKILL");
  process.kill(postmaster, "SIGKILL");
  const next = await startPostgres({ dataDirectory, settings: UNSYNCED });
  await next.stop();
});

for (const content of ["<another process>", ""]) {
  test(`a postmaster.pid that says "${content}" does not keep PostgreSQL from starting`, async (t) => {
    const dataDirectory = await newDirectory();
    const first = await startPostgres({ dataDirectory, settings: UNSYNCED });
    await first.stop();
    // The number of a dead postmaster, now that of a process of the same user: containers reuse them all the time.
    const { uid, gid } = await stat(join(dataDirectory, "cluster"));
    const bystander = spawn("sleep", ["600"], { uid, gid });
    await once(bystander, "spawn");
    t.after(() => bystander.kill());
    const pid = String(bystander.pid);
    const text =
      content === "" ? "" : `${pid}\n${join(dataDirectory, "cluster")}\n1748013692\n5432\n.\n\n  12345  1\n`;
    await writeFile(join(dataDirectory, "cluster", "postmaster.pid"), text);
    await writeFile(join(dataDirectory, "cluster", ".s.PGSQL.5432.lock"), `${pid}\n`);

    const next = await startPostgres({ dataDirectory, settings: UNSYNCED });
    await next.stop();
    assert.equal(bystander.exitCode ?? bystander.signalCode, null, "the bystander was ended");
  });
}

test("a process that exits without stopping PostgreSQL takes it along", async () => {
  const dataDirectory = await newDirectory();
  const careless = await startElsewhere(dataDirectory);
  const postmaster = await postmasterOf(dataDirectory);
  await careless.end("exit");
  assert.ok(await isGoneWithin(10_000, postmaster));
});

test("Ctrl-C in the terminal reaches the supervisor only, which decides when PostgreSQL ends", async () => {
  const dataDirectory = await newDirectory();
  const other = await startElsewhere(dataDirectory);
  process.kill(-Number(other.child.pid), "SIGINT");
  assert.deepEqual(await query(other.url, "SELECT 1 AS one"), [{ one: 1 }]);
  await other.end("stop");
});
