import { execFile } from "node:child_process";
import { readlink, realpath } from "node:fs/promises";
import { promisify } from "node:util";
import { errorCode } from "./files.ts";
import { pause } from "./timers.ts";

const POLL_MILLISECONDS = 20;

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/**
 * Whether the process is the postmaster of `cluster`. A postmaster's working directory is its cluster, which no
 * process that got the same number later would have by chance.
 */
export async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  try {
    if (process.platform === "linux")
      return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(cluster));
    const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]);
    return stdout.includes("postgres") && stdout.includes(cluster);
  } catch {
    return false;
  }
}

/** Waits for a process that is not a child of ours to be gone; false when it still is there after `milliseconds`. */
export async function isGoneWithin(milliseconds: number, pid: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid); waited += POLL_MILLISECONDS) {
    if (waited >= milliseconds) return false;
    await pause(POLL_MILLISECONDS);
  }
  return true;
}
