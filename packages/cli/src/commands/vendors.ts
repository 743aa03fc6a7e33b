import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { refusedWhole } from "../import/refused-whole.ts";
import { openSource, withRepeatable } from "../import/source.ts";
import { readVendorRows } from "../import/vendor-rows.ts";
import { parseVendorMapping } from "../mapping/vendor-mapping.ts";
import type { ServerOptions } from "../server/connection.ts";
import { createProgress, noProgress } from "../terminal/progress.ts";
import { table } from "../terminal/table.ts";
import { applyVendorPlan, type VendorResult } from "../vendors/apply-vendor-plan.ts";
import { planVendors, type VendorPlan } from "../vendors/vendor-plan.ts";
import { planText, resultText } from "../vendors/vendor-text.ts";
import { addServerCommand, type ServerContext, type Setup, withServer } from "./command.ts";

interface ImportOptions extends ServerOptions {
  map: string;
  apply?: boolean;
  archiveMissing?: boolean;
}

/** `ledgerport vendors`. */
export function addVendors(program: Command, setup: Setup): void {
  const vendors = program.command("vendors").description("The ledger's vendors");

  addServerCommand(vendors, {
    usage: "list",
    summary: "List the company's vendors",
    examples: ["vendors list"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const all = await Array.fromAsync(client.vendors.searchAll({}, call));
      const rows = all.map(({ id, state, code = "", externalId = "", name }) => [
        id,
        state,
        code,
        externalId,
        name,
      ]);
      print(all, table(["id", "state", "code", "external id", "name"], rows));
      return exitCodes.ok;
    }),
  );

  addServerCommand(vendors, {
    usage: "import <file>",
    summary:
      "Say what a file of the ledger's vendors would change, and change it with --apply; - reads standard input",
    examples: [
      "vendors import vendors.csv --map vendors.map.json",
      "vendors import vendors.csv --map vendors.map.json --apply --archive-missing",
    ],
  })
    .requiredOption("--map <file>", "mapping file: how the columns become vendors (docs/mapping.md)")
    .option("--apply", "do it; without this nothing is changed")
    .option("--archive-missing", "archive the active vendors that the file does not name")
    .action((file: string, options: ImportOptions) =>
      withServer(setup, options, (context) => importVendors(file, options, context)),
    );
}

async function importVendors(
  file: string,
  options: ImportOptions,
  context: ServerContext,
): Promise<ExitCode> {
  const plan = await readPlan(file, options, context);
  if (options.apply !== true) {
    context.print({ applied: false, ...plan }, planText(plan));
    return exitCodeOf(plan);
  }
  const result = await apply(plan, context);
  context.print({ applied: true, ...result }, resultText(result));
  return result.refused.length > 0 ? exitCodes.failed : exitCodeOf(result);
}

async function readPlan(
  file: string,
  { map, archiveMissing = false }: ImportOptions,
  { client, call, io }: ServerContext,
): Promise<VendorPlan> {
  const mapping = parseVendorMapping(await readFile(map, "utf8"));
  const rows = await withRepeatable(await openSource(file, io), (source) =>
    refusedWhole(source, () => readVendorRows(source, mapping)),
  );
  const vendors = await Array.fromAsync(client.vendors.searchAll({}, call));
  return planVendors({ rows, mapped: mapping.mapped, vendors, archiveMissing });
}

async function apply(plan: VendorPlan, { client, call, io, json }: ServerContext): Promise<VendorResult> {
  const progress = json ? noProgress : createProgress(io, "Applying");
  const onProgress = (done: number, total: number) => progress.update(done, total);
  try {
    return await applyVendorPlan({ client, plan, call, onProgress });
  } finally {
    progress.end();
  }
}

function exitCodeOf({ faults, archivingHeldBack }: VendorPlan): ExitCode {
  return faults.length > 0 || archivingHeldBack !== undefined ? exitCodes.failed : exitCodes.ok;
}
