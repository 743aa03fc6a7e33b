import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A running `ledgerport serve`. */
export interface ServerProcess {
  url: string;
  /** Ends it as an operator would, with SIGTERM, and gives its exit code. */
  stop(): Promise<number | null>;
}

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/ledgerport.js", import.meta.url));

/** Starts a server with a database of its own in `directory`, on a free port, with everything else at its default. */
export async function startServerProcess(directory: string, adminKey: string): Promise<ServerProcess> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [LAUNCHER, "serve"], {
    stdio: ["ignore", "pipe", "inherit"],
    // Nothing else of the environment: a DATABASE_URL that happens to be set must not get the city's spend.
    env: {
      ...(PATH !== undefined && { PATH }),
      ...(HOME !== undefined && { HOME }),
      ...(TMPDIR !== undefined && { TMPDIR }),
      PORT: "0",
      LEDGERPORT_DATA_DIR: join(directory, "server"),
      LEDGERPORT_ADMIN_KEY: adminKey,
    },
  });
  return { url: await urlOf(child), stop: () => stop(child) };
}

/** The address in the server's first log line. */
async function urlOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The server has no output to read");
  const lines = createInterface({ input: child.stdout });
  let url: string | undefined;
  for await (const line of lines) {
    url = /"url":"(?<url>http[^"]+)"/.exec(line)?.groups?.["url"];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error("The server did not start");
  // Leaving the loop closed the lines, not the stream: a full pipe would make the server wait.
  child.stdout.resume();
  return url;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return child.exitCode;
}
