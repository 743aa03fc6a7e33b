import type { Clock } from "@ledgerport/sdk";

/** Everything a command has of the world besides files: handed in, so that tests can stand in for it. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  out(text: string): void;
  /** Resolves once there is room for more results, so that a slow reader of many doesn't fill the memory. */
  outReady(): Promise<void>;
  /** Characters in a line of the terminal that results go to; undefined where they go to a file or a pipe. */
  outColumns: number | undefined;
  /** Progress, warnings and errors. */
  err(text: string): void;
  stdin: NodeJS.ReadableStream;
  /** Whether progress is seen by a person. */
  isTerminal: boolean;
  /** The terminal's width in characters. */
  columns: number;
  clock: Clock;
  /** Aborted at Ctrl-C or SIGTERM; asking for it takes these signals over. */
  interruption(): AbortSignal;
}
