import { once } from "node:events";
import { systemClock } from "@ledgerport/sdk";
import type { Io } from "./io.ts";

const WIDTH_UNKNOWN = 80;

/** The process's own streams, environment and signals. */
export function processIo(): Io {
  let interruption: AbortController | undefined;
  return {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    async outReady() {
      if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
    },
    outColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
    err: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    isTerminal: process.stderr.isTTY,
    columns: process.stderr.columns ?? WIDTH_UNKNOWN,
    clock: systemClock,
    interruption() {
      interruption ??= onSignal();
      return interruption.signal;
    },
  };
}

/** A second signal finds no handler and ends the process at once. */
function onSignal(): AbortController {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("Interrupted."));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, abort);
  return controller;
}
