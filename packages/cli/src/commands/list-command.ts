import type { Command } from "commander";
import type { ServerOptions } from "../server/connection.ts";
import type { ListOptions } from "../terminal/list.ts";
import { addServerCommand, type CommandText } from "./command.ts";

/** The options of a command that prints a server's list. */
export interface ServerListOptions extends ServerOptions, ListOptions {}

/** Adds a command that prints a list: as a table, as JSON or as CSV. */
export function addListCommand(parent: Command, text: CommandText): Command {
  return addServerCommand(parent, text)
    .option("--csv", "print CSV (RFC 4180)")
    .option("--excel", "print CSV as Excel opens it: a byte order mark, the locale's separators")
    .option("--locale <locale>", "with --excel: whose separators, e.g. de-DE (LC_ALL, LC_NUMERIC, LANG)");
}
