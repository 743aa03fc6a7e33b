import assert from "node:assert/strict";
import { test } from "node:test";
import { DirectoryInUseError, startPostgres } from "../src/index.ts";
import { UNSYNCED, newDirectory } from "./support/directory.ts";
import { startElsewhere } from "./support/other-process.ts";
import { query } from "./support/query.ts";

test("a second process on a data directory is refused and told by whom it is in use, and since when", async (t) => {
  const dataDirectory = await newDirectory();
  const owner = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(owner.stop);
  const second = await startElsewhere(dataDirectory);
  assert.match(
    second.error,
    new RegExp(`is in use by process ${process.pid} since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.`),
  );
  assert.deepEqual(await query(owner.url, "SELECT 1 AS one"), [{ one: 1 }], "the owner goes on");
});

test("a second start in the same process is refused", async (t) => {
  const dataDirectory = await newDirectory();
  const owner = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(owner.stop);
  await assert.rejects(startPostgres({ dataDirectory }), (error) => {
    assert.ok(error instanceof DirectoryInUseError);
    return /is in use by process/.test(error.message);
  });
});

test("a start waits for an owner that is about to end, and not for ever", async (t) => {
  const dataDirectory = await newDirectory();
  const owner = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(owner.stop);
  await assert.rejects(startPostgres({ dataDirectory, waitForDirectory: 200 }), DirectoryInUseError);
  const waiting = startPostgres({ dataDirectory, waitForDirectory: 60_000, settings: UNSYNCED });
  await owner.stop();
  const next = await waiting;
  t.after(next.stop);
  assert.deepEqual(await query(next.url, "SELECT 1 AS one"), [{ one: 1 }]);
});

test("of several processes that start on one directory at once, one wins", async () => {
  const dataDirectory = await newDirectory();
  const others = await Promise.all([1, 2, 3].map(() => startElsewhere(dataDirectory)));
  const winners = others.filter(({ error }) => error === "");
  assert.equal(winners.length, 1, others.map(({ error }) => error).join("\n"));
  for (const { error } of others) assert.match(error, /^$|is in use by process/);
  await winners[0]?.end("stop");
});

test("two servers run on two data directories at once", async (t) => {
  const directories = await Promise.all([newDirectory(), newDirectory()]);
  const servers = await Promise.all(
    directories.map((dataDirectory) => startPostgres({ dataDirectory, settings: UNSYNCED })),
  );
  t.after(() => Promise.all(servers.map((server) => server.stop())));
  for (const [number, server] of servers.entries()) {
    await query(server.url, `CREATE TABLE mine AS SELECT ${number} AS number`);
  }
  for (const [number, server] of servers.entries()) {
    assert.deepEqual(await query(server.url, "SELECT number FROM mine"), [{ number }]);
  }
});
