import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A supervisor running in a process of its own. */
export interface OtherProcess {
  child: ChildProcess;
  url: string;
  /** Why PostgreSQL did not start; empty when it did. */
  error: string;
  /** Ends the process as told and waits for its end. */
  end(how: "stop" | "exit" | "SIGKILL"): Promise<void>;
}

/** Where the process finds Node and the sources, and who runs it; by default as this process does. */
export interface Installation {
  node?: string;
  root?: URL;
  environment?: NodeJS.ProcessEnv;
  user?: { uid: number; gid: number };
}

/** Starts PostgreSQL under another process, in a process group of its own, and waits until it is ready or has failed. */
export async function startElsewhere(
  dataDirectory: string,
  installation: Installation = {},
): Promise<OtherProcess> {
  const root = installation.root ?? new URL("../../", import.meta.url);
  const script = fileURLToPath(new URL("test/support/supervisor.ts", root));
  const child = spawn(
    installation.node ?? process.execPath,
    [script, new URL("src/index.ts", root).href, dataDirectory],
    {
      ...installation.user,
      cwd: "/",
      env: installation.environment ?? process.env,
      stdio: ["pipe", "pipe", "inherit"],
      detached: true,
    },
  );
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    once(child, "error").then(([error]) => {
      throw error;
    }),
  ])) as [string];
  const { url = "", error = "" } = JSON.parse(line) as { url?: string; error?: string };
  const end = async (how: "stop" | "exit" | "SIGKILL"): Promise<void> => {
    const ended = once(child, "close");
    if (how === "SIGKILL") child.kill("SIGKILL");
    else child.stdin.end(how);
    await ended;
  };
  return { child, url, error, end };
}
