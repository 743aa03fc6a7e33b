import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

interface CreateOptions extends ServerOptions {
  currency: string;
  organisation?: string;
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
}
