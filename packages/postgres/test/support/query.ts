import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

/** Runs one statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The process number of the data directory's postmaster. */
export async function postmasterOf(dataDirectory: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDirectory, "cluster", "postmaster.pid"), "utf8"), 10);
}
