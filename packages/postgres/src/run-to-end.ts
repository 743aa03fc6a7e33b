import { spawn } from "node:child_process";
import { PostgresError } from "./postgres-error.ts";
import type { RunAs } from "./run-as.ts";

/** What PostgreSQL's programs get of this process's environment: no PG* variable, and messages in English. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

/**
 * Runs a program, with `input` on its standard input. Throws PostgresError with what it said when it can't be
 * started or ends otherwise than with 0.
 */
export function runToEnd(
  program: string,
  args: readonly string[],
  user: RunAs,
  options: { cwd?: string; input?: string } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      cwd: options.cwd ?? "/",
      env: childEnvironment(),
      stdio: ["pipe", "pipe", "pipe"],
    });
    let said = "";
    const listen = (text: unknown): void => {
      said += String(text);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", (error) =>
      reject(new PostgresError(`${program} can't be run: ${error.message}`, error)),
    );
    child.once("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new PostgresError(`${program} ended with ${code ?? signal}: ${said.trim()}`));
    });
    // A program that ends before it has read its input says why by itself.
    child.stdin.on("error", listen);
    child.stdin.end(options.input ?? "");
  });
}
