import type { ListAllCompanyHistory } from "@ledgerport/sdk";
import { type Command, Option } from "commander";
import { exitCodes } from "../exit-codes.ts";
import { printHistory } from "../terminal/history.ts";
import type { Setup } from "./command.ts";
import { withServer } from "./command.ts";
import { addListCommand, type ServerListOptions } from "./list-command.ts";

interface HistoryOptions extends ServerListOptions {
  from?: string;
  to?: string;
}

/** `ledgerport history`. */
export function addHistory(program: Command, setup: Setup): void {
  addListCommand(program, {
    usage: "history",
    summary:
      "Show all that changed in a company: entries (from what to what, also of deleted ones), jobs and their items",
    examples: [
      "history --from 2026-01-01 --until 2026-03-31 --csv",
      "history --company 0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70 --from 2026-01-01 --excel --locale de-DE",
    ],
  })
    .option("--from <day>", "what happened on this day (UTC) or later")
    .addOption(new Option("--until, --to <day>", "what happened on this day (UTC) or earlier"))
    .action((options: HistoryOptions) =>
      withServer(setup, options, async ({ client, call, companyId, io }) => {
        const { from, to } = options;
        const period: ListAllCompanyHistory = {
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        };
        const records = client.platform.companies.historyAll(await companyId(), period, call);
        await printHistory(io, options, records);
        return exitCodes.ok;
      }),
    );
}
