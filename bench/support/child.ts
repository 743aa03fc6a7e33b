import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export interface Child {
  /** Where it listens, without a slash at the end. */
  url: string;
  /** The most memory that the process has had so far, in bytes (VmHWM); NaN where the system doesn't tell. */
  peakMemory(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts one of the programs in this folder, with Node's own `flags`, and waits for its address. Throws when it ends
 * before.
 */
export async function startChild(
  program: string,
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<Child> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = fork(path, {
    env: { ...process.env, ...env },
    execArgv: [...flags],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const first: unknown[] = await Promise.race([
    once(child, "message"),
    ended.then((): never => {
      throw new Error(`${program} has ended before it could answer`);
    }),
  ]);
  return {
    url: addressIn(first[0]),
    async peakMemory() {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function addressIn(message: unknown): string {
  if (
    typeof message === "object" &&
    message !== null &&
    "url" in message &&
    typeof message.url === "string"
  ) {
    return message.url;
  }
  throw new Error("A child's first message must be its address");
}
