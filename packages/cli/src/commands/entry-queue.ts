import type { EntryExportStatus, ListAllEntries } from "@ledgerport/sdk";
import { type Command, Option } from "commander";
import { entryText } from "../entries/entry-text.ts";
import { ENTRY_COLUMNS } from "../entries/entry-columns.ts";
import { exitCodes, UsageError } from "../exit-codes.ts";
import type { ServerOptions } from "../server/connection.ts";
import { printHistory } from "../terminal/history.ts";
import { printList } from "../terminal/list.ts";
import { addServerCommand, type Setup, withServer } from "./command.ts";
import { addListCommand, type ServerListOptions } from "./list-command.ts";

interface FilterOptions extends ServerListOptions {
  status?: string;
  type?: string;
  from?: string;
  to?: string;
  ready?: boolean;
  notReady?: boolean;
  problem?: string;
}

const ID = "0197a3c2-7000-7b00-8c00-000000000001";

/** `ledgerport entries list`, `find`, `show` and `history`. */
export function addEntryQueue(entries: Command, setup: Setup): void {
  addFilters(
    addListCommand(entries, {
      usage: "list",
      summary: "List the company's entries",
      examples: [
        "entries list --status NOT_EXPORTED --not-ready",
        "entries list --from 2026-01-01 --to 2026-03-31 --type invoice --csv",
      ],
    }),
  ).action((options: FilterOptions) => listEntries(setup, options, filterOf(options)));

  addFilters(
    addListCommand(entries, {
      usage: "find <text>",
      summary:
        "List the entries with this text in their external ref, supplier, note, invoice number, reconciliation id, vendor's or employee's code",
      examples: ['entries find "Nordic Paper"', "entries find card-2025-000123 --json"],
    }),
  ).action((text: string, options: FilterOptions) =>
    listEntries(setup, options, { ...filterOf(options), q: text }),
  );

  addServerCommand(entries, {
    usage: "show <id>",
    summary: "Show an entry, its lines and what it waits for",
    examples: [`entries show ${ID}`],
  }).action((id: string, options: ServerOptions) =>
    withServer(setup, options, async ({ client, call, print }) => {
      const entry = await client.platform.entries.get(id, call);
      print(entry, entryText(entry));
      return exitCodes.ok;
    }),
  );

  addListCommand(entries, {
    usage: "history <id>",
    summary:
      "Show what changed of an entry, from what to what, by whom and by which import; of a deleted one too",
    examples: [`entries history ${ID}`, `entries history ${ID} --csv`],
  }).action((id: string, options: ServerListOptions) =>
    withServer(setup, options, async ({ client, call, io }) => {
      await printHistory(io, options, client.platform.entries.historyAll(id, {}, call));
      return exitCodes.ok;
    }),
  );
}

function addFilters(command: Command): Command {
  return command
    .option("--status <status>", "NOT_EXPORTED, QUEUED, EXPORTING or EXPORTED")
    .option("--type <type>", "e.g. card_purchase")
    .option("--from <day>", "dated on this day or later")
    .addOption(new Option("--until, --to <day>", "dated on this day or earlier"))
    .option("--ready", "only those that nothing keeps from being exported")
    .option("--not-ready", "only those that lack something")
    .option("--problem <type>", "only those that lack this, e.g. account_unknown (docs/entries.md)");
}

function filterOf(options: FilterOptions): ListAllEntries {
  const { status, type, from, to, ready, notReady, problem } = options;
  if (ready === true && notReady === true) throw new UsageError("--ready and --not-ready exclude each other");
  // The server knows the words and names one that it doesn't.
  return {
    ...(status !== undefined && { exportStatus: status.toUpperCase() as EntryExportStatus }),
    ...(type !== undefined && { type: type as NonNullable<ListAllEntries["type"]> }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...((ready === true || notReady === true) && { ready: ready === true }),
    ...(problem !== undefined && { problem: problem as NonNullable<ListAllEntries["problem"]> }),
  };
}

function listEntries(setup: Setup, options: FilterOptions, filter: ListAllEntries): Promise<void> {
  return withServer(setup, options, async ({ client, call, companyId, io }) => {
    const rows = client.platform.entries.listAll(await companyId(), filter, call);
    await printList(io, options, rows, ENTRY_COLUMNS);
    return exitCodes.ok;
  });
}
