/**
 * Writes the mapping language as a JSON Schema to packages/cli/mapping.schema.json, from the tables that check mapping files.
 * With --check it writes nothing, and ends with 1 when the file is not up to date.
 */
import { readFile, writeFile } from "node:fs/promises";
import { mappingSchema } from "ledgerport";

const FILE = new URL("../packages/cli/mapping.schema.json", import.meta.url);
const text = `${JSON.stringify(mappingSchema(), null, 2)}\n`;

if (!process.argv.includes("--check")) await writeFile(FILE, text);
else if ((await readFile(FILE, "utf8").catch(() => "")) !== text) {
  process.stderr.write(
    "packages/cli/mapping.schema.json is not what the tables say. Run `npm run mapping-schema`.\n",
  );
  process.exitCode = 1;
}
