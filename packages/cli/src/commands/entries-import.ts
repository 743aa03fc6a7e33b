import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { EntryImportResult } from "@ledgerport/sdk";
import type { Command } from "commander";
import { CommandError, type ExitCode, exitCodes, UsageError } from "../exit-codes.ts";
import type { EntryFile } from "../import/entry-rows.ts";
import { importEntries, type ImportOutcome } from "../import/import-entries.ts";
import { refusedWhole } from "../import/refused-whole.ts";
import { openSource, type Source, withRepeatable } from "../import/source.ts";
import { surveyTable } from "../import/survey-table.ts";
import { upsertReference } from "../import/upsert-reference.ts";
import { type EntryMapping, type Mapping, parseMapping } from "../mapping/mapping.ts";
import type { ServerOptions } from "../server/connection.ts";
import { remarksText } from "../terminal/causes.ts";
import { createProgress, noProgress } from "../terminal/progress.ts";
import { grouped } from "../terminal/table.ts";
import { addServerCommand, type ServerContext, type Setup, withServer } from "./command.ts";
import { referenceText } from "./reference.ts";

interface ImportOptions extends ServerOptions {
  map?: string;
  withReference?: boolean;
}

/** `ledgerport entries import`. */
export function addEntriesImport(entries: Command, setup: Setup): void {
  addServerCommand(entries, {
    usage: "import <file>",
    summary:
      "Import accounting entries from CSV, XLSX, CAMT.053 or OFX (with --map), or NDJSON; - reads standard input. Importing a file again is harmless",
    examples: [
      "entries import spend.csv --map spend.map.json --with-reference",
      "entries import entries.ndjson",
      "entries import - --map spend.map.json --json < spend.csv",
    ],
  })
    .option("--map <file>", "mapping file: how the file's columns become entries (docs/mapping.md)")
    .option("--with-reference", "first add the accounts, tags, vendors and so on that the file names")
    .action((path: string, options: ImportOptions) =>
      withServer(setup, options, async (context) => importFile(path, options, context)),
    );
}

async function importFile(path: string, options: ImportOptions, context: ServerContext): Promise<ExitCode> {
  const mapping = await mappingOf(path, options);
  const source = await openSource(path, context.io);
  if (mapping === undefined) return send({ source }, context);
  for (const warning of mapping.warnings) context.io.err(`Warning: ${warning}\n`);
  return withRepeatable(source, async (repeatable) => {
    const surveyed = await refusedWhole(repeatable, () => surveyTable(repeatable, mapping, mapping.entry));
    if (options.withReference === true) await addReference(repeatable, mapping, context);
    return send({ source: repeatable, mapping, surveyed }, context);
  });
}

type EntriesMapping = Mapping & { entry: EntryMapping };

async function mappingOf(path: string, options: ImportOptions): Promise<EntriesMapping | undefined> {
  if (options.map !== undefined) {
    const mapping = parseMapping(await readFile(options.map, "utf8"));
    const { entry } = mapping;
    if (entry === undefined) {
      throw new UsageError(
        "The mapping has no entry: reference data alone is imported by ledgerport reference import",
      );
    }
    return { ...mapping, entry };
  }
  if (options.withReference === true) throw new UsageError("--with-reference needs a mapping: --map");
  if (path === "-" || /\.(nd)?jsonl?$/i.test(path)) return undefined;
  throw new UsageError(
    `${basename(path)} needs a mapping: --map (docs/mapping.md); only NDJSON files go without`,
  );
}

async function addReference(
  source: Source,
  mapping: Mapping,
  { client, companyId, call, io, json }: ServerContext,
): Promise<void> {
  const { reference } = mapping;
  if (reference === undefined) {
    throw new UsageError('The mapping has no "reference" to take reference data from');
  }
  const outcome = await upsertReference(client, await companyId(), source, { ...mapping, reference }, call);
  if (!json) io.err(`Reference data: ${referenceText(outcome)}`);
}

async function send(file: EntryFile, context: ServerContext): Promise<ExitCode> {
  const { client, call, io, json, print } = context;
  const companyId = await context.companyId();
  const progress = json ? noProgress : createProgress(io, "Importing");
  const onProgress = (bytes: number, rows: number) =>
    progress.update(bytes, file.source.size ?? 0, `${grouped(rows)} rows`);
  let outcome: ImportOutcome;
  try {
    outcome = await importEntries({ client, companyId, file, onProgress, call });
  } finally {
    progress.end();
  }
  const { result, broken } = outcome;
  const leftOut = file.mapping === undefined ? 0 : file.surveyed.leftOut;
  print(
    { ...result, leftOut, ...(broken !== undefined && { broken: broken.message }) },
    importText(result, leftOut),
  );
  if (broken !== undefined) throw new CommandError(exitCodes.usage, brokenText(broken, result));
  return result.failed === 0 ? exitCodes.ok : exitCodes.failed;
}

function importText(result: EntryImportResult, leftOut: number): string {
  const { created, updated, unchanged, failed, errors, warnings } = result;
  const counts = [
    `${grouped(created)} created`,
    `${grouped(updated)} updated`,
    `${grouped(unchanged)} unchanged`,
    `${grouped(failed)} failed`,
    ...(warnings.length === 0 ? [] : [`${grouped(warnings.length)} with a warning`]),
    ...(leftOut === 0 ? [] : [`${grouped(leftOut)} rows left out by the mapping`]),
  ];
  const parts = [
    `${counts.join(", ")}\n`,
    remarksText("Errors", errors, failed),
    remarksText("Warnings", warnings, warnings.length),
  ];
  if (errors.some(({ type }) => type === "DUPLICATE_EXTERNAL_REF")) parts.push(COMBINE_HINT);
  return parts.filter((part) => part !== "").join("\n");
}

const COMBINE_HINT = `Rows with one externalRef that belong together become one entry with several lines by "rows": {"combine": true}
in the mapping; rows that don't need an externalRef that tells them apart (docs/mapping.md).
`;

function brokenText({ message }: UsageError, { created, updated, unchanged }: EntryImportResult): string {
  const rows = created + updated + unchanged;
  return `${message}\nThe file breaks off there: ${grouped(rows)} rows before it went in. Mend the file and import it again, from its start: what is there already is not repeated.`;
}
