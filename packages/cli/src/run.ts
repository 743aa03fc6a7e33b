import type { Command } from "commander";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";
import { createProgram } from "./program.ts";
import type { Io } from "./terminal/io.ts";

/** Runs one command line (without the program's name) to its end, and says how to exit. Never throws. */
export async function run(io: Io, args: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  let interruption: AbortSignal | undefined;
  const watched: Io = { ...io, interruption: () => (interruption ??= io.interruption()) };
  const exitWith = (code: ExitCode) => {
    exitCode = code;
  };
  let command: Command | undefined;
  const program = createProgram({ io: watched, exitWith }).hook("preAction", (_, action) => {
    command = action;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    const explanation = explainError(error, interruption?.aborted === true, command);
    if (explanation.message !== undefined) io.err(`ledgerport: ${explanation.message}\n`);
    return explanation.exitCode;
  }
}
