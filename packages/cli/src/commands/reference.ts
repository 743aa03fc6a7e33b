import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type ExitCode, exitCodes, UsageError } from "../exit-codes.ts";
import { openSource, withRepeatable } from "../import/source.ts";
import { refusedWhole } from "../import/refused-whole.ts";
import { surveyTable } from "../import/survey-table.ts";
import { type ReferenceOutcome, upsertReference } from "../import/upsert-reference.ts";
import { parseMapping } from "../mapping/mapping.ts";
import type { ServerOptions } from "../server/connection.ts";
import { remarksText } from "../terminal/causes.ts";
import { addServerCommand, type ServerContext, type Setup, withServer } from "./command.ts";

interface ImportOptions extends ServerOptions {
  map: string;
}

/** `ledgerport reference`. */
export function addReference(program: Command, setup: Setup): void {
  const reference = program
    .command("reference")
    .description("Reference data: accounts, tax codes, tags, teams, employees and vendors");

  addServerCommand(reference, {
    usage: "import <file>",
    summary:
      "Add the reference data that a file names, e.g. a chart of accounts; - reads standard input. Importing a file again is harmless",
    examples: ["reference import accounts.csv --map accounts.map.json"],
  })
    .requiredOption("--map <file>", "mapping file with the member reference (docs/mapping.md)")
    .action((file: string, options: ImportOptions) =>
      withServer(setup, options, (context) => importReference(file, options, context)),
    );
}

async function importReference(
  path: string,
  { map }: ImportOptions,
  context: ServerContext,
): Promise<ExitCode> {
  const { client, call, io, print } = context;
  const mapping = parseMapping(await readFile(map, "utf8"));
  const { reference } = mapping;
  if (reference === undefined) throw new UsageError('The mapping has no "reference"');
  return withRepeatable(await openSource(path, io), async (source) => {
    await refusedWhole(source, () => surveyTable(source, mapping, undefined));
    const outcome = await upsertReference(
      client,
      await context.companyId(),
      source,
      { ...mapping, reference },
      call,
    );
    print(outcome, referenceText(outcome));
    return outcome.faults.length === 0 ? exitCodes.ok : exitCodes.failed;
  });
}

/** What came of a file's reference data, for people. */
export function referenceText({ counts, faults }: ReferenceOutcome): string {
  const { accounts, taxCodes, teams, employees, tags, vendors } = counts;
  const summary = `${accounts} accounts, ${taxCodes} tax codes, ${teams} teams, ${employees} employees, ${tags} tags, ${vendors} vendors\n`;
  const remarks = faults.map(({ line, ...fault }) => ({ ...fault, row: line, type: "UNREADABLE_ROW" }));
  return faults.length === 0
    ? summary
    : `${summary}\n${remarksText("Rows that can't be used", remarks, faults.length)}`;
}
