import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

/** `ledgerport organisations`. */
export function addOrganisations(program: Command, setup: Setup): void {
  const organisations = program.command("organisations").description("Groups of companies");

  addServerCommand(organisations, {
    usage: "create <name>",
    summary: "Create an organisation",
    examples: ['organisations create "Nordic Group"'],
  }).action((name: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const organisation = await client.platform.organisations.create({ name }, call);
      print(organisation, `${organisation.id}\n`);
      return exitCodes.ok;
    }),
  );

  addServerCommand(organisations, {
    usage: "list",
    summary: "List the organisations that the key may see",
    examples: ["organisations list"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const all = await Array.fromAsync(client.platform.organisations.listAll({}, call));
      print(
        all,
        table(
          ["id", "name"],
          all.map(({ id, name }) => [id, name]),
        ),
      );
      return exitCodes.ok;
    }),
  );
}
