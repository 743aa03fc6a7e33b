import type { AccountKind, AccountRecord, AccountRow } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import { findByCode, getByCode } from "../server/find-record.ts";
import type { ServerOptions } from "../server/connection.ts";
import { type Column, printList } from "../terminal/list.ts";
import { facts } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";
import { addListCommand, type ServerListOptions } from "./list-command.ts";

interface SetOptions extends ServerOptions {
  name?: string;
  kind?: string;
  identifier?: string;
}

const COLUMNS: readonly Column<AccountRecord>[] = [
  { name: "code", cell: ({ code }) => code },
  { name: "kind", cell: ({ kind }) => kind },
  { name: "name", cell: ({ name }) => name },
  { name: "identifier", cell: ({ identifier }) => identifier },
  { name: "id", only: "csv", cell: ({ id }) => id },
];

/** `ledgerport accounts`. */
export function addAccounts(program: Command, setup: Setup): void {
  const accounts = program
    .command("accounts")
    .description("The chart of accounts that entries are booked on");

  addListCommand(accounts, {
    usage: "list",
    summary: "List the company's accounts, by code",
    examples: ["accounts list", "accounts list --excel > accounts.csv"],
  }).action((options: ServerListOptions) =>
    withServer(setup, options, async ({ client, call, companyId, io }) => {
      const rows = client.platform.reference.accounts.listAll(await companyId(), {}, call);
      await printList(io, options, rows, COLUMNS);
      return exitCodes.ok;
    }),
  );

  addServerCommand(accounts, {
    usage: "show <code>",
    summary: "Show an account",
    examples: ["accounts show 7010"],
  }).action((code: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, companyId, print }) => {
      const all = client.platform.reference.accounts.listAll(await companyId(), {}, call);
      const account = await getByCode(all, code, "account");
      print(account, accountText(account));
      return exitCodes.ok;
    }),
  );

  addServerCommand(accounts, {
    usage: "set <code>",
    summary: "Add an account, or change what is given of it",
    examples: [
      "accounts set 7010 --name Meals",
      'accounts set 2440 --name "Trade creditors" --kind liability',
    ],
  })
    .option("--name <name>", "its name; a new account needs one")
    .option("--kind <kind>", "asset, liability, equity, revenue or expense (a new account's, when left out)")
    .option("--identifier <text>", "what the accounting system calls it")
    .action((code: string, options: SetOptions) =>
      withServer(setup, options, async ({ client, call, companyId, print }) => {
        const { accounts: list } = client.platform.reference;
        const company = await companyId();
        const known = await findByCode(list.listAll(company, {}, call), code);
        await list.upsert(company, [accountRow(code, known, options)], call);
        const account = await getByCode(list.listAll(company, {}, call), code, "account");
        print(account, accountText(account));
        return exitCodes.ok;
      }),
    );
}

function accountRow(
  code: string,
  known: AccountRecord | undefined,
  { name = known?.name, kind, identifier = known?.identifier }: SetOptions,
): AccountRow {
  if (name === undefined) throw new UsageError(`There is no account "${code}": a new one needs --name`);
  return {
    code,
    name,
    ...(identifier !== undefined && { identifier }),
    // The server knows the kinds, and names one that it doesn't.
    ...(kind !== undefined && { kind: kind as AccountKind }),
  };
}

function accountText({ code, name, kind, identifier, id }: AccountRecord): string {
  return facts({ code, name, kind, identifier, id });
}
