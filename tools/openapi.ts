/**
 * Writes the descriptions of the wire to docs/openapi. With --check it writes nothing and ends with 1 when a file is
 * not up to date, when the linter finds fault, or when something that clients rely on broke without being accepted.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type DocumentName, OPENAPI_DOCUMENTS, openApiDocument } from "@ledgerport/contract";
import { acceptedChanges } from "./openapi/accepted.ts";
import { baselineOf } from "./openapi/baseline.ts";
import { breakingChanges } from "./openapi/breaking-changes.ts";
import { lintFaults } from "./openapi/lint.ts";

const FOLDER = "docs/openapi";
const inProject = (file: string): URL => new URL(`../${file}`, import.meta.url);
const fileOf = (name: DocumentName): string => `${FOLDER}/${name}.json`;
const textOf = (name: DocumentName): string => `${JSON.stringify(openApiDocument(name), null, 2)}\n`;

async function writeAll(): Promise<void> {
  await mkdir(inProject(FOLDER), { recursive: true });
  for (const name of OPENAPI_DOCUMENTS) await writeFile(inProject(fileOf(name)), textOf(name));
}

async function faultsOf(name: DocumentName): Promise<string[]> {
  const file = fileOf(name);
  const text = textOf(name);
  const committed = await readFile(inProject(file), "utf8").catch(() => "");
  const stale = committed === text ? [] : [`${file} is not what the contract says. Run \`npm run openapi\`.`];
  return [...stale, ...(await lintFaults(file, text))];
}

async function unacceptedChanges(name: DocumentName): Promise<string[]> {
  const text = textOf(name);
  const baseline = await baselineOf(fileOf(name), text);
  if (baseline === undefined) return [];
  const accepted = acceptedChanges(await readFile(inProject(`${FOLDER}/breaking.md`), "utf8"));
  return breakingChanges(JSON.parse(baseline.text), JSON.parse(text))
    .filter((change) => !accepted.has(change))
    .map(
      (change) =>
        `Breaks clients of ${baseline.name}, and ${FOLDER}/breaking.md does not accept it: ${change}`,
    );
}

if (process.argv.includes("--check")) {
  // What a server gives at /openapi.json is all of these in one, and kept nowhere.
  const whole = lintFaults("/openapi.json", textOf("all"));
  const parts = OPENAPI_DOCUMENTS.flatMap((name) => [faultsOf(name), unacceptedChanges(name)]);
  const faults = (await Promise.all([whole, ...parts])).flat();
  for (const fault of new Set(faults)) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} else {
  await writeAll();
}
