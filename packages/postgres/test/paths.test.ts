import assert from "node:assert/strict";
import { readlink, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startPostgres } from "../src/index.ts";
import { UNSYNCED, newDirectory } from "./support/directory.ts";
import { query } from "./support/query.ts";

const socketDirectoryOf = (url: string): string =>
  new URLSearchParams(url.slice(url.indexOf("?"))).get("host") ?? "";

for (const [what, name] of [
  ["spaces", "a data directory"],
  ["characters that mean something to URLs and settings", `50% of "Zoë's", #1?&'\\`],
  ["a length that no socket's path may have", `${"long/".repeat(40)}end`],
] as const) {
  test(`a data directory whose path has ${what} works, twice`, async () => {
    const dataDirectory = join(await newDirectory(), name);
    for (const expected of [0, 1]) {
      const postgres = await startPostgres({ dataDirectory, settings: UNSYNCED });
      try {
        await query(postgres.url, "CREATE TABLE IF NOT EXISTS visits (at integer)");
        const [row] = await query(postgres.url, "SELECT count(*)::int AS visits FROM visits");
        assert.equal(row?.["visits"], expected);
        await query(postgres.url, "INSERT INTO visits VALUES (1)");
      } finally {
        await postgres.stop();
      }
    }
  });
}

test("the short way to a socket with a long path is private, and gone after the stop", async () => {
  const dataDirectory = join(await newDirectory(), "long/".repeat(40));
  const postgres = await startPostgres({ dataDirectory, settings: UNSYNCED });
  const link = socketDirectoryOf(postgres.url);
  const target = await readlink(link);
  const { mode } = await stat(join(link, ".."));
  await postgres.stop();
  assert.equal(target, join(dataDirectory, "cluster"));
  assert.equal(mode & 0o777, 0o700);
  await assert.rejects(stat(join(link, "..")), { code: "ENOENT" });
});
