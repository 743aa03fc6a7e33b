/**
 * Writes docs/operations.md: which test shows each answer of each operation, as recorded by record-answers.sh. With --check
 * it runs no test and writes nothing, and ends with 1 when the table lacks an answer that an operation can give, has one
 * that it can't, or names a test that is not there or asserts nothing. With --compare, after a whole run of the tests, it
 * ends with 1 when an answer that the table has a test for was not given to any.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { CoveredAnswer } from "@ledgerport/testkit";
import { CELLS, keyOf, outcomeOf } from "./operations/cells.ts";
import { citationFault } from "./operations/cited-tests.ts";
import { type Shown, readTable, tableText } from "./operations/table.ts";

const FILE = new URL("../docs/operations.md", import.meta.url);
const ANSWERS = new URL("../.ledgerport/answers.ndjson", import.meta.url);

/** What the tests were answered in the last run that recorded it. */
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
    [...new Set(cells.values())].filter((test) => test !== "open").map(citationFault),
  );
  return [...lacking, ...surplus, ...gone.filter((fault) => fault !== undefined)];
}

async function notGiven(): Promise<string[]> {
  const cells = readTable(await readFile(FILE, "utf8"));
  const given = new Set(
    (await coveredAnswers()).map(({ operationId, status, type }) =>
      keyOf({ operationId, outcome: outcomeOf(status, type) }),
    ),
  );
  return [...cells]
    .filter(([key, test]) => test !== "open" && !given.has(key))
    .map(([key, test]) => `says that ${key} is shown by "${test}", but no test got it`);
}

const checks = [
  ...(process.argv.includes("--check") ? [faults] : []),
  ...(process.argv.includes("--compare") ? [notGiven] : []),
];
if (checks.length === 0) await writeFile(FILE, tableText(shownBy(await coveredAnswers())));
for (const fault of (await Promise.all(checks.map((check) => check()))).flat()) {
  process.stderr.write(`docs/operations.md ${fault}. Mend the test, or run \`npm run operations-table\`.\n`);
  process.exitCode = 1;
}
