import { spawn } from "node:child_process";
import { once } from "node:events";

/** Where and for how long a program runs. */
export interface RunOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Given to the program as standard input, which is empty otherwise. */
  input?: string;
  /** Milliseconds; five minutes unless it is said. */
  timeout?: number;
}

/**
 * Runs a program and gives all that it printed, errors too. Throws Error with that when it ends otherwise than with 0,
 * or does not end in time.
 */
export async function runToEnd(
  [program = "", ...args]: readonly string[],
  { cwd, env, input = "", timeout = 300_000 }: RunOptions,
): Promise<{ out: string; err: string }> {
  const child = spawn(program, args, { cwd, timeout, ...(env && { env }) });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (code !== 0) {
    const how = signal === null ? `with ${code}` : `by ${signal}`;
    throw new Error(`${[program, ...args].join(" ")} ended ${how}:\n${said.out}${said.err}`);
  }
  return said;
}
