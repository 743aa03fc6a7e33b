/**
 * Writes docs/operations.md: which test shows each answer of each operation, as recorded by record-answers.sh. With --check it runs no test and writes
 * nothing, and ends with 1 when the table lacks an answer that an operation can give, has one that it can't, or names
 * a test that is not there.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { CoveredAnswer } from "@ledgerport/testkit";
import { CELLS, keyOf, outcomeOf } from "./operations/cells.ts";
import { type Shown, readTable, tableText } from "./operations/table.ts";

const FILE = new URL("../docs/operations.md", import.meta.url);
const ANSWERS = new URL("../.ledgerport/answers.ndjson", import.meta.url);

/** What tools/record-answers.sh had the tests record. */
async function coveredAnswers(): Promise<CoveredAnswer[]> {
  const text = await readFile(ANSWERS, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as CoveredAnswer);
}

/** Of several tests the one that shows the least else, so the one that is most about it. */
function shownBy(answers: readonly CoveredAnswer[]): Shown {
  const testOf = ({ file, test }: CoveredAnswer): string => `${file}: ${test}`;
  const reach = new Map<string, number>();
  for (const answer of answers) reach.set(testOf(answer), (reach.get(testOf(answer)) ?? 0) + 1);
  const shown = new Map<string, string>();
  for (const answer of answers.toSorted((one, other) => testOf(one).localeCompare(testOf(other)))) {
    const key = keyOf({ operationId: answer.operationId, outcome: outcomeOf(answer.status, answer.type) });
    const best = shown.get(key);
    if (best === undefined || (reach.get(testOf(answer)) ?? 0) < (reach.get(best) ?? 0))
      shown.set(key, testOf(answer));
  }
  return shown;
}

async function faults(): Promise<string[]> {
  const cells = readTable(await readFile(FILE, "utf8").catch(() => ""));
  const known = new Set(CELLS.map(keyOf));
  const lacking = [...known].filter((key) => !cells.has(key)).map((key) => `lacks ${key}`);
  const surplus = [...cells.keys()]
    .filter((key) => !known.has(key))
    .map((key) => `has ${key}, which is no answer`);
  const gone = await Promise.all(
    [...new Set(cells.values())].filter((test) => test !== "open").map(missingTest),
  );
  return [...lacking, ...surplus, ...gone.filter((fault) => fault !== undefined)];
}

/** A test whose name is put together from parts can't be looked up; its file can. */
async function missingTest(test: string): Promise<string | undefined> {
  const [file = ""] = test.split(": ", 1);
  const there = await readFile(new URL(`../${file}`, import.meta.url), "utf8").catch(() => undefined);
  return there === undefined ? `names a test in ${file}, which is not there` : undefined;
}

if (process.argv.includes("--check")) {
  const found = await faults();
  for (const fault of found)
    process.stderr.write(`docs/operations.md ${fault}. Run \`npm run operations-table\`.\n`);
  if (found.length > 0) process.exitCode = 1;
} else {
  await writeFile(FILE, tableText(shownBy(await coveredAnswers())));
}
