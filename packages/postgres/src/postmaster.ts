import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { clusterArgument } from "./cluster.ts";
import { PostgresError } from "./postgres-error.ts";
import type { RunAs } from "./run-as.ts";
import { childEnvironment } from "./run-to-end.ts";
import { SHUTDOWN_STEPS, type ShutdownStep } from "./shutdown.ts";
import { within } from "./timers.ts";

const READY = "database system is ready to accept connections";
const REMEMBERED_LINES = 20;

/** A running PostgreSQL. */
export interface Postmaster {
  /** Resolves with the reason once the process has ended, whether asked to or not. */
  readonly ended: Promise<PostgresError>;
  /** Asks it to shut down and returns at once; for the moment when this process exits. */
  interrupt(): void;
  /** Ends it, by force if need be. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL and waits until it accepts connections, which after a crash includes the recovery.
 * Throws PostgresError with the last lines that it logged when it ends before.
 */
export async function startPostmaster(options: {
  postgres: string;
  cluster: string;
  user: RunAs;
  settings: Readonly<Record<string, string>>;
  log: (line: string) => void;
  shutdownSteps?: readonly ShutdownStep[];
}): Promise<Postmaster> {
  const { postgres, cluster, user, settings, log } = options;
  const args = ["-D", clusterArgument(cluster, user)];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = spawn(postgres, args, {
    ...user,
    cwd: cluster,
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    // A process group of its own: the terminal's Ctrl-C must reach the supervisor only, which lets running work finish.
    detached: true,
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log(line);
      lines.push(line);
      if (lines.length > REMEMBERED_LINES) lines.shift();
      if (line.includes(READY)) resolve();
    });
  });
  const ended = new Promise<PostgresError>((resolve) => {
    child.once("error", (error) =>
      resolve(new PostgresError(`${postgres} can't be run: ${error.message}`, error)),
    );
    child.once("close", (code, signal) =>
      resolve(new PostgresError(`PostgreSQL ended with ${code ?? signal}:\n${lines.join("\n")}`)),
    );
  });
  const early = await Promise.race([ready, ended]);
  if (early !== undefined) throw early;
  return {
    ended,
    interrupt: () => void child.kill("SIGINT"),
    stop: () => stop(child, ended, options.shutdownSteps ?? SHUTDOWN_STEPS),
  };
}

async function stop(
  child: ChildProcess,
  ended: Promise<unknown>,
  steps: readonly ShutdownStep[],
): Promise<void> {
  for (const { signal, milliseconds } of steps) {
    child.kill(signal);
    if (await within(milliseconds, ended)) return;
  }
  throw new PostgresError(`PostgreSQL ${child.pid ?? ""} does not end`);
}
