import type { UpdateCompany } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { facts, table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

interface CreateOptions extends ServerOptions {
  currency: string;
  organisation?: string;
}

interface SetOptions extends ServerOptions {
  require?: string[];
  closedThrough?: string;
}

/** `ledgerport companies`. */
export function addCompanies(program: Command, setup: Setup): void {
  const companies = program.command("companies").description("Companies: one ledger each");

  addServerCommand(companies, {
    usage: "create <name>",
    summary: "Create a company",
    examples: [
      'companies create "Nordic AB" --currency SEK',
      'companies create "Nordic Oy" --currency EUR --organisation 0197a3c2-5a00-7c44-9d3a-000000000001',
    ],
  })
    .requiredOption("--currency <code>", "its default currency (ISO 4217)")
    .option("--organisation <id>", "the organisation that it belongs to")
    .action((name: string, options: CreateOptions) =>
      withServer(setup, options, async ({ client, call, print }) => {
        const { currency: defaultCurrency, organisation: organisationId } = options;
        const company = await client.platform.companies.create(
          { name, defaultCurrency, ...(organisationId !== undefined && { organisationId }) },
          call,
        );
        print(company, `${company.id}\n`);
        return exitCodes.ok;
      }),
    );

  addServerCommand(companies, {
    usage: "list",
    summary: "List the companies that the key may see",
    examples: ["companies list --json"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const all = await Array.fromAsync(client.platform.companies.listAll({}, call));
      const rows = all.map(({ id, name, defaultCurrency }) => [id, name, defaultCurrency]);
      print(all, table(["id", "name", "currency"], rows));
      return exitCodes.ok;
    }),
  );

  addServerCommand(companies, {
    usage: "set",
    summary: "Say what the company demands of its entries before they are ready for export",
    examples: [
      "companies set --require receipt tax_code --closed-through 2026-09-30",
      "companies set --require none",
    ],
  })
    .option("--require <what...>", "of spend: receipt, tax_code, tag; none takes all demands back")
    .option("--closed-through <date>", "the last day that nothing can be booked on any more; none opens all")
    .action((options: SetOptions) =>
      withServer(setup, options, async (context) => {
        const { client, call, print } = context;
        const company = await client.platform.companies.update(
          await context.companyId(),
          changeOf(options),
          call,
        );
        const { requiredForExport: demands, booksClosedThrough = "none" } = company;
        print(
          company,
          facts({ required: demands.join(", ") || "none", "closed through": booksClosedThrough }),
        );
        return exitCodes.ok;
      }),
    );
}

function changeOf({ require, closedThrough }: SetOptions): UpdateCompany {
  const demands = require?.filter((word) => word !== "none") as UpdateCompany["requiredForExport"];
  return {
    ...(demands !== undefined && { requiredForExport: demands }),
    ...(closedThrough !== undefined && {
      booksClosedThrough: closedThrough === "none" ? null : closedThrough,
    }),
  };
}
