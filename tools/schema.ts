/**
 * Writes packages/engine/schema.sql, the schema that all migrations together make, so that a change of it can be
 * read. With --check it writes nothing and ends with 1 when the file is not up to date.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database, migrate, systemClock } from "@ledgerport/engine";
import { startPostgres } from "@ledgerport/postgres";
import { dumpSchema } from "./schema/dump.ts";

const FILE = new URL("../packages/engine/schema.sql", import.meta.url);
const HEADER = "-- Made by `npm run schema` from packages/engine/src/migrations. Do not edit.\n\n";

async function currentSchema(): Promise<string> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "ledgerport-schema-"));
  const postgres = await startPostgres({ dataDirectory, settings: { fsync: "off" } });
  try {
    const { url } = await migrate(postgres.url);
    const database = new Database({ url, clock: systemClock });
    const dump = await database.read("system", dumpSchema);
    await database.close();
    return dump;
  } finally {
    await postgres.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

const schema = HEADER + (await currentSchema());
if (!process.argv.includes("--check")) {
  await writeFile(FILE, schema);
} else if (schema !== (await readFile(FILE, "utf8").catch(() => ""))) {
  process.stderr.write("packages/engine/schema.sql is not what the migrations make. Run `npm run schema`.\n");
  process.exitCode = 1;
}
