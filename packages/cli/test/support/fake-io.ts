import { Readable } from "node:stream";
import { systemClock } from "@ledgerport/sdk";
import { type ExitCode, type Io, run } from "../../src/index.ts";

/** What a command line did. */
export interface Ran {
  exitCode: ExitCode;
  out: string;
  err: string;
}

/** How a command line is run. */
export interface RunWith {
  env?: Record<string, string>;
  stdin?: string;
  isTerminal?: boolean;
  /** The terminal's width that results go to; without it they go to a pipe. */
  outColumns?: number;
  /** Called in place of each wait: between two looks, or for a time limit, which is a wait that `signal` ends. */
  onSleep?: (milliseconds: number, signal?: AbortSignal) => void | Promise<void>;
  signal?: AbortSignal;
}

/** Runs a command line in this process, without the process's streams, environment or signals. */
export async function runWith(args: readonly string[], options: RunWith = {}): Promise<Ran> {
  const { onSleep } = options;
  let out = "";
  let err = "";
  const io: Io = {
    env: options.env ?? {},
    out: (text) => void (out += text),
    outReady: async () => {},
    outColumns: options.outColumns,
    err: (text) => void (err += text),
    stdin: Readable.from([Buffer.from(options.stdin ?? "")]),
    isTerminal: options.isTerminal ?? false,
    columns: 80,
    clock:
      onSleep === undefined
        ? systemClock
        : { ...systemClock, sleep: async (milliseconds, signal) => onSleep(milliseconds, signal) },
    interruption: () => options.signal ?? new AbortController().signal,
  };
  const exitCode = await run(io, args);
  return { exitCode, out, err };
}
