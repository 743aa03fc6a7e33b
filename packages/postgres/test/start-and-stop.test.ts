import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startPostgres } from "../src/index.ts";
import { newDirectory } from "./support/directory.ts";
import { query } from "./support/query.ts";

test("what was committed is there after a stop and a new start", async (t) => {
  const dataDirectory = await newDirectory();
  const first = await startPostgres({ dataDirectory });
  await query(first.url, "CREATE TABLE kept AS SELECT 1 AS one");
  await first.stop();
  await first.stop();
  const second = await startPostgres({ dataDirectory });
  t.after(second.stop);
  assert.deepEqual(await query(second.url, "SELECT one FROM kept"), [{ one: 1 }]);
});

test("the database is durable, private, in UTF-8, and its owner is no superuser", async (t) => {
  const dataDirectory = await newDirectory();
  const postgres = await startPostgres({ dataDirectory });
  t.after(postgres.stop);
  const settings = ["fsync", "synchronous_commit", "full_page_writes", "listen_addresses", "server_encoding"];
  const shown = settings.map((name) => `current_setting('${name}') AS ${name}`).join(", ");
  assert.deepEqual(await query(postgres.url, `SELECT ${shown}`), [
    {
      fsync: "on",
      synchronous_commit: "on",
      full_page_writes: "on",
      listen_addresses: "",
      server_encoding: "UTF8",
    },
  ]);
  assert.deepEqual(
    await query(
      postgres.url,
      `SELECT current_user AS role, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS above,
              pg_get_userbyid(datdba) AS owner, datcollate AS collation
         FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    ),
    [{ role: "ledgerport", above: false, owner: "ledgerport", collation: "C" }],
  );
  assert.equal((await stat(join(dataDirectory, "cluster"))).mode & 0o777, 0o700);
});

test("a stop rolls back what is running and waits for nobody", async () => {
  const dataDirectory = await newDirectory();
  const postgres = await startPostgres({ dataDirectory, onExit: () => assert.fail("a stop is no surprise") });
  const sleeping = query(postgres.url, "SELECT pg_sleep(600)");
  await Promise.all([postgres.stop(), assert.rejects(sleeping)]);
});
