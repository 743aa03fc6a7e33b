import type { Command } from "commander";
import { type ExitCode, UsageError } from "../exit-codes.ts";
import { type Connection, connect, type ServerOptions } from "../server/connection.ts";
import type { Io } from "../terminal/io.ts";

/** What the commands are built on. */
export interface Setup {
  io: Io;
  /** Says how the program exits when the command has run to its end. */
  exitWith: (code: ExitCode) => void;
}

/** What a command that talks to a server works with. */
export interface ServerContext extends Connection {
  io: Io;
  json: boolean;
  /** Prints a result: `value` for machines, or `text` for people. */
  print: (value: unknown, text: string) => void;
}

/** A command's name, arguments and what it is for. */
export interface CommandText {
  /** `name <argument> [another]`. */
  usage: string;
  summary: string;
  /** Commands without the program's name. */
  examples: readonly string[];
}

/** Adds a command. */
export function addCommand(parent: Command, { usage, summary, examples }: CommandText): Command {
  const lines = examples.map((example) => `  $ ledgerport ${example}`);
  return parent
    .command(usage)
    .description(summary)
    .addHelpText("after", `\n${examples.length === 1 ? "Example" : "Examples"}:\n${lines.join("\n")}`);
}

/** Adds a command that talks to a server, with the options for that. */
export function addServerCommand(parent: Command, text: CommandText): Command {
  return addCommand(parent, text)
    .option("--url <url>", "the server's address (LEDGERPORT_URL, else http://127.0.0.1:8484)")
    .option("--key <key>", "API key (better: LEDGERPORT_KEY, which other users of the machine don't see)")
    .option("--company <id>", "the company, with a key of several companies (LEDGERPORT_COMPANY)")
    .option("--json", "print the result as JSON");
}

/** Connects, does the work, and exits as it says. */
export async function withServer(
  { io, exitWith }: Setup,
  options: ServerOptions,
  work: (context: ServerContext) => Promise<ExitCode>,
): Promise<void> {
  const json = options.json ?? false;
  const print = (value: unknown, text: string) => io.out(json ? `${JSON.stringify(value)}\n` : text);
  exitWith(await work({ ...connect(io, options), io, json, print }));
}

/** A whole number of at least `least`, as an option's value. Throws UsageError. */
export function wholeNumber(text: string, name: string, least: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`${name} must be a whole number from ${least} on, not "${text}"`);
}
