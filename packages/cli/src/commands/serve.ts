import { serve } from "@ledgerport/server";
import type { Command } from "commander";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { addCommand, type Setup } from "./command.ts";

/** `ledgerport serve`. */
export function addServe(program: Command, { io, exitWith }: Setup): void {
  addCommand(program, {
    usage: "serve",
    summary: "Start the server; configured by environment variables (README, Configuration)",
    examples: ["serve", 'serve    # with PORT=0: a free port, printed as "url" in the first log line'],
  }).action(async () => {
    const code: ExitCode = (await serve(io.env)) === 0 ? exitCodes.ok : exitCodes.failed;
    exitWith(code);
  });
}
