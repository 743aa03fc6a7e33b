import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Whether Debian's redis-server is installed. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** A Redis of a test's own, on a socket in a directory of its own. */
export interface TestRedis {
  url: string;
  /** Starts it; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Lets it hang: connections stay, nothing is answered. */
  hang(): void;
  /** Lets a hanging one go on. */
  goOn(): void;
  /** Ends it and removes its directory. */
  close(): Promise<void>;
}

/** A Redis that is not started yet. It keeps nothing on disk. */
export async function testRedis(): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-redis-"));
  const socket = join(directory, "redis.sock");
  const args = ["--port", "0", "--unixsocket", socket, "--dir", directory, "--save", "", "--daemonize", "no"];
  let running: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const child = running;
    running = undefined;
    if (child === undefined) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  return {
    url: `unix://${socket}`,
    async start() {
      const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
      running = child;
      for await (const line of createInterface(child.stdout)) {
        if (line.includes("eady to accept connections")) break;
      }
      child.stdout.resume();
    },
    kill,
    hang: () => void running?.kill("SIGSTOP"),
    goOn: () => void running?.kill("SIGCONT"),
    async close() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
