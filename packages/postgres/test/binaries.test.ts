import assert from "node:assert/strict";
import { chmod, cp, mkdir, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { runnableBinaries } from "../src/binaries.ts";
import { packagedPostgres } from "../src/platform-package.ts";
import { chooseUser } from "../src/run-as.ts";
import { newDirectory } from "./support/directory.ts";

/** A copy of the package's PostgreSQL in a directory of the given mode. */
async function copyOfPostgres(mode: number): Promise<string> {
  const directory = await newDirectory();
  await chmod(directory, 0o755);
  const home = join(directory, "home");
  await mkdir(home, { mode });
  await cp(packagedPostgres(), join(home, "native"), { recursive: true, verbatimSymlinks: true });
  await writeFile(join(home, "package.json"), "{}");
  return join(home, "native");
}

test("links of shared libraries that npm did not make are made", async () => {
  const native = await copyOfPostgres(0o755);
  const link = join(native, "lib", "libpq.so.5");
  const target = await readlink(link);
  await rm(link);
  const user = await chooseUser(join(native, "no cluster"));
  const { initdb } = await runnableBinaries(native, user, []);
  assert.equal(initdb, join(native, "bin", "initdb"));
  assert.equal(await readlink(link), target);
});

test("programs that their user can't reach are run from a copy, which is made once", async (t) => {
  const user = await chooseUser(join(await newDirectory(), "no cluster"));
  if (!("uid" in user)) return t.skip("this process runs them as itself");
  const native = await copyOfPostgres(0o700);
  const cache = await newDirectory();
  await chmod(cache, 0o755);
  const [one, other] = await Promise.all([1, 2].map(() => runnableBinaries(native, user, [cache])));
  assert.ok(one?.postgres.startsWith(cache));
  assert.deepEqual(one, other);
  // The copy is used as it is: what it was made from may be gone.
  await rm(join(native, "bin"), { recursive: true });
  assert.deepEqual(await runnableBinaries(native, user, [cache]), one);
});

test("a cache that another user could have filled is not used", async () => {
  const user = await chooseUser(join(await newDirectory(), "no cluster"));
  const native = await copyOfPostgres(0o755);
  await rm(join(native, "bin", "postgres"));
  const cache = await newDirectory();
  await chmod(cache, 0o777);
  await assert.rejects(runnableBinaries(native, user, [cache]), (error) => {
    assert.ok(error instanceof Error && error.cause instanceof Error);
    return (
      /can't be run/.test(error.message) && /not a directory of this user's own/.test(error.cause.message)
    );
  });
});

test("programs that run nowhere are an error that says why", async () => {
  const user = await chooseUser(join(await newDirectory(), "no cluster"));
  const native = await copyOfPostgres(0o755);
  await rm(join(native, "lib"), { recursive: true });
  const cache = await newDirectory();
  await chmod(cache, 0o755);
  await assert.rejects(runnableBinaries(native, user, [cache]), (error) => {
    assert.ok(error instanceof Error && error.cause instanceof Error);
    return /shared librar/.test(error.cause.message);
  });
});
