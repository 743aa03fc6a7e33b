import { readFile } from "node:fs/promises";

const GUIDE = new URL("../../../../../docs/migration.md", import.meta.url);

/** GET /docs/migration: the guide that the answers of deprecated versions link to, as text. */
export function getMigrationGuide(): Promise<string> {
  return readFile(GUIDE, "utf8");
}
