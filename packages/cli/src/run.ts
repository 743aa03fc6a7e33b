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
  try {
    await createProgram({ io: watched, exitWith }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    const explanation = explainError(error, interruption?.aborted === true);
    if (explanation.message !== undefined) io.err(`ledgerport: ${explanation.message}\n`);
    return explanation.exitCode;
  }
}
