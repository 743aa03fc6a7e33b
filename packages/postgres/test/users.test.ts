import assert from "node:assert/strict";
import { chown, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startPostgres } from "../src/index.ts";
import { UNSYNCED, newDirectory } from "./support/directory.ts";
import { installForAll } from "./support/foreign-installation.ts";
import { startElsewhere } from "./support/other-process.ts";
import { postmasterOf, query } from "./support/query.ts";

const asRoot = { skip: process.getuid?.() === 0 ? false : "only root can become other users" };
const NOBODY = { uid: 65534, gid: 65534 };

test("PostgreSQL never runs as root, and owns its cluster", async (t) => {
  const dataDirectory = await newDirectory();
  const postgres = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(postgres.stop);
  const { uid } = await stat(join(dataDirectory, "cluster"));
  assert.notEqual(uid, 0);
  const status = await readFile(`/proc/${await postmasterOf(dataDirectory)}/status`, "utf8");
  assert.match(status, new RegExp(`^Uid:\\t${uid}\\t${uid}\\t${uid}\\t${uid}$`, "m"));
});

test("as root, the data directory may lie where only root can go", asRoot, async (t) => {
  const hidden = join(await newDirectory(), "home of root");
  await mkdir(hidden, { mode: 0o700 });
  const dataDirectory = join(hidden, "data");
  const postgres = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(postgres.stop);
  assert.deepEqual(await query(postgres.url, "SELECT 1 AS one"), [{ one: 1 }]);
  assert.equal((await stat(hidden)).mode & 0o777, 0o700);
});

test("as root, a cluster is run by the user that owns it", asRoot, async (t) => {
  const dataDirectory = await newDirectory();
  await chown(dataDirectory, NOBODY.uid, NOBODY.gid);
  const installation = await installForAll();
  const environment = { HOME: "/nonexistent", XDG_CACHE_HOME: join(dataDirectory, "cache") };
  const ordinary = await startElsewhere(dataDirectory, { ...installation, environment, user: NOBODY });
  assert.equal(ordinary.error, "");
  await query(ordinary.url, "CREATE TABLE kept AS SELECT 1 AS one");
  await ordinary.end("stop");

  const postgres = await startPostgres({ dataDirectory, settings: UNSYNCED });
  t.after(postgres.stop);
  assert.deepEqual(await query(postgres.url, "SELECT one FROM kept"), [{ one: 1 }]);
  assert.equal((await stat(`/proc/${await postmasterOf(dataDirectory)}`)).uid, NOBODY.uid);
});

test(
  "an ordinary user runs it in person, from a package that is read-only and without its links",
  asRoot,
  async () => {
    const dataDirectory = await newDirectory();
    await chown(dataDirectory, NOBODY.uid, NOBODY.gid);
    const installation = await installForAll();
    for (const environment of [
      { HOME: "/nonexistent", XDG_CACHE_HOME: join(dataDirectory, "cache") },
      { HOME: "/nonexistent", TMPDIR: dataDirectory },
    ]) {
      const ordinary = await startElsewhere(dataDirectory, { ...installation, environment, user: NOBODY });
      assert.equal(ordinary.error, "");
      assert.equal((await stat(`/proc/${await postmasterOf(dataDirectory)}`)).uid, NOBODY.uid);
      assert.deepEqual(await query(ordinary.url, "SELECT 1 AS one"), [{ one: 1 }]);
      await ordinary.end("stop");
    }
  },
);

test("an ordinary user is told that a cluster belongs to somebody else", asRoot, async () => {
  const dataDirectory = await newDirectory();
  await chown(dataDirectory, NOBODY.uid, NOBODY.gid);
  await mkdir(join(dataDirectory, "cluster"), { mode: 0o700 });
  const installation = await installForAll();
  const ordinary = await startElsewhere(dataDirectory, { ...installation, user: NOBODY });
  assert.match(ordinary.error, /belongs to the user with id 0\. Run as that user or as root/);
});
