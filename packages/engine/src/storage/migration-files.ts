import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { SchemaError } from "./schema-error.ts";

/** One step of the schema's history. */
export interface Migration {
  /** From 1, without gaps. */
  version: number;
  /** The file's name without number and extension. */
  name: string;
  sql: string;
  /** SHA-256 of the text in hexadecimal, the same on machines that end lines otherwise. */
  checksum: string;
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** The migrations in a directory (this package's own when none is named), in order. Throws SchemaError when their numbers have a gap. */
export async function readMigrations(
  directory: URL = new URL("../migrations/", import.meta.url),
): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(directory)).toSorted()) {
    const parts = FILE_NAME.exec(file);
    if (parts?.[1] === undefined || parts[2] === undefined)
      throw new SchemaError(`${file} is no name of a migration`);
    const sql = (await readFile(new URL(file, directory), "utf8")).replaceAll("\r\n", "\n");
    const checksum = createHash("sha256").update(sql).digest("hex");
    migrations.push({ version: Number(parts[1]), name: parts[2], sql, checksum });
    if (migrations.length !== Number(parts[1]))
      throw new SchemaError(`${file} is not number ${migrations.length}`);
  }
  return migrations;
}
