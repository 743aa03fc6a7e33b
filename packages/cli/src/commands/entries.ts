import { readFile } from "node:fs/promises";
import type { EntryImportResult } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { importEntries } from "../import/import-entries.ts";
import { openSource } from "../import/source.ts";
import { upsertReference } from "../import/upsert-reference.ts";
import { type Mapping, parseMapping } from "../mapping/mapping.ts";
import type { ServerOptions } from "../server/connection.ts";
import { createProgress, noProgress } from "../terminal/progress.ts";
import { readinessText } from "../terminal/readiness.ts";
import { grouped, table } from "../terminal/table.ts";
import { addServerCommand, type ServerContext, type Setup, withServer } from "./command.ts";
import { addEntryChanges } from "./entry-changes.ts";
import { addEntryQueue } from "./entry-queue.ts";

interface ImportOptions extends ServerOptions {
  map?: string;
  withReference?: boolean;
}

/** Errors that people are shown; `--json` has all that the server named. */
const MOST_SHOWN = 20;

/** `ledgerport entries`. */
export function addEntries(program: Command, setup: Setup): void {
  const entries = program.command("entries").description("Accounting entries");

  addServerCommand(entries, {
    usage: "import <file>",
    summary:
      "Import accounting entries from CSV (with --map) or NDJSON; - reads standard input. Importing a file again is harmless",
    examples: [
      "entries import spend.csv --map spend.map.json --with-reference",
      "entries import entries.ndjson",
      "entries import - --map spend.map.json --json < spend.csv",
    ],
  })
    .option("--map <file>", "mapping file: how the CSV columns become entries (docs/cli.md)")
    .option("--with-reference", "first add the accounts, tags, teams and employees that the file names")
    .action((file: string, options: ImportOptions) =>
      withServer(setup, options, async (context) => {
        const { failed } = await importFile(file, options, context);
        return failed === 0 ? exitCodes.ok : exitCodes.failed;
      }),
    );

  addServerCommand(entries, {
    usage: "readiness",
    summary:
      "Say what the entries that are not exported yet lack, by cause; exits with 1 when some lack something",
    examples: ["entries readiness"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async (context) => {
      const { client, call, print } = context;
      const summary = await client.platform.companies.readiness(await context.companyId(), call);
      print(summary, readinessText(summary));
      return summary.ready === summary.entries ? exitCodes.ok : exitCodes.failed;
    }),
  );

  addEntryQueue(entries, setup);
  addEntryChanges(entries, setup);
}

async function importFile(
  file: string,
  options: ImportOptions,
  context: ServerContext,
): Promise<EntryImportResult> {
  const { client, call, io, json, print } = context;
  const mapping = await mappingOf(file, options);
  const source = await openSource(file, io);
  const companyId = await context.companyId();
  if (options.withReference === true && mapping !== undefined) {
    const counts = await upsertReference(client, companyId, source, mapping, call);
    const text = `${counts.accounts} accounts, ${counts.teams} teams, ${counts.employees} employees, ${counts.tags} tags`;
    if (!json) io.err(`Reference data: ${text}\n`);
  }
  const progress = json ? noProgress : createProgress(io, "Importing");
  const onProgress = (bytes: number, rows: number) =>
    progress.update(bytes, source.size ?? 0, `${grouped(rows)} rows`);
  try {
    const result = await importEntries({ client, companyId, source, mapping, onProgress, call });
    progress.end();
    print(result, importText(result));
    return result;
  } catch (error) {
    progress.end();
    throw error;
  }
}

async function mappingOf(file: string, options: ImportOptions): Promise<Mapping | undefined> {
  if (options.map !== undefined) return parseMapping(await readFile(options.map, "utf8"));
  if (options.withReference === true) throw new UsageError("--with-reference needs a mapping: --map");
  if (/\.csv$/i.test(file)) throw new UsageError("A CSV file needs a mapping: --map (docs/cli.md)");
  return undefined;
}

function importText({ created, updated, unchanged, failed, errors }: EntryImportResult): string {
  const counts = [
    `${grouped(created)} created`,
    `${grouped(updated)} updated`,
    `${grouped(unchanged)} unchanged`,
    `${grouped(failed)} failed`,
  ];
  const shown = errors
    .slice(0, MOST_SHOWN)
    .map((error) => [
      String(error.row),
      error.externalRef ?? "",
      error.type,
      error.param ?? "",
      error.message,
    ]);
  const summary = `${counts.join(", ")}\n`;
  if (shown.length === 0) return summary;
  const rest = failed - shown.length;
  const more = rest === 0 ? "" : `and ${grouped(rest)} more (--json has up to 1,000)\n`;
  return `${summary}\n${table(["row", "externalRef", "type", "where", "message"], shown)}${more}`;
}
