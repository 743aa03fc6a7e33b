import type { ContraAccountRow } from "@ledgerport/sdk";
import type { Command } from "commander";
import { exitCodes, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { table } from "../terminal/table.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";

/** `ledgerport contra-accounts`. */
export function addContraAccounts(program: Command, setup: Setup): void {
  const contra = program
    .command("contra-accounts")
    .description("The accounts that a company's wallets are booked on, one for each currency");

  addServerCommand(contra, {
    usage: "set <currency:code:name...>",
    summary: "Replace the company's contra accounts",
    examples: ['contra-accounts set "EUR:1361:Company wallet EUR" "SEK:1362:Company wallet SEK"'],
  }).action((accounts: string[], options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, companyId, print }) => {
      const rows = accounts.map(contraAccount);
      const set = await client.platform.reference.contraAccounts.replace(await companyId(), rows, call);
      const lines = set.map(({ currency, code, name }) => [currency, code ?? "", name]);
      print(set, table(["currency", "code", "name"], lines));
      return exitCodes.ok;
    }),
  );

  addServerCommand(contra, {
    usage: "list",
    summary: "List the company's contra accounts",
    examples: ["contra-accounts list"],
  }).action((options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, companyId, print }) => {
      const list = client.platform.reference.contraAccounts.listAll(await companyId(), {}, call);
      const all = await Array.fromAsync(list);
      const lines = all.map(({ currency, code, name }) => [currency, code ?? "", name]);
      print(all, table(["currency", "code", "name"], lines));
      return exitCodes.ok;
    }),
  );
}

/** `EUR:1361:Company wallet`; the code may be empty, the name may hold colons. */
function contraAccount(text: string): ContraAccountRow {
  const found = /^(?<currency>[^:]+):(?<code>[^:]*):(?<name>.+)$/s.exec(text)?.groups;
  const { currency, code, name } = found ?? {};
  if (currency === undefined || name === undefined) {
    throw new UsageError(`"${text}" is not CURRENCY:CODE:NAME, e.g. EUR:1361:Company wallet`);
  }
  return { currency, name, ...(code !== undefined && code !== "" && { code }) };
}
