import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("serve.ts", import.meta.url));

/** Opens everything in the servers that tests start. */
export const ADMIN_KEY = "admin-key-of-this-test";

/** How a process has ended: its exit code, or the signal that killed it. */
export type End = [code: number | null, signal: NodeJS.Signals | null];

/** A server that runs in a process of its own and may send webhooks to this machine. */
export interface ServerProcess {
  url: string;
  ended: Promise<End>;
  /** What it has written to its standard error so far: nothing, unless something went wrong that nobody handles. */
  complaints(): string;
  /** Ends it at once, as a crash would. */
  kill(): void;
  /** Ends it as an operator would: what is under way is finished and recorded. */
  stop(): Promise<End>;
}

/** What a server is started with. */
export interface ServerProcessOptions {
  /** Where it keeps its own database. */
  dataDir: string;
  /** Another database to use. */
  databaseUrl?: string;
  /** Milliseconds that its clock is ahead of the machine's, so that a test need not wait for leases to end. */
  ahead?: number;
}

/** Starts a server on a free port. Rejects when it ends before it listens. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [MAIN, String(options.ahead ?? 0)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...inherited,
      PORT: "0",
      LEDGERPORT_DATA_DIR: options.dataDir,
      LEDGERPORT_ADMIN_KEY: ADMIN_KEY,
      LEDGERPORT_WEBHOOK_ALLOW_NETWORKS: "127.0.0.0/8",
      LEDGERPORT_WEBHOOK_ALLOW_HTTP: "1",
      ...(options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
    },
  });
  const ended = once(child, "close") as Promise<End>;
  let complaints = "";
  child.stderr.on("data", (text) => (complaints += String(text)));
  return {
    url: await urlOf(child.stdout).catch(() => Promise.reject(new Error(`It did not start: ${complaints}`))),
    ended,
    complaints: () => complaints,
    kill: () => void child.kill("SIGKILL"),
    stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** The address in the server's first log line. */
async function urlOf(stdout: Readable): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const url = /"url":"(?<url>http[^"]+)"/.exec(line)?.groups?.["url"];
    if (url === undefined) continue;
    // Leaving the loop closes the lines, not the stream: a full pipe would make the server wait.
    stdout.resume();
    return url;
  }
  throw new Error("The server did not start");
}
