import { once } from "node:events";
import { systemClock } from "@ledgerport/sdk";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "./io.ts";

const WIDTH_UNKNOWN = 80;

/** The process's own streams, environment and signals. */
export function processIo(): Io {
  let interruption: AbortController | undefined;
  // `serve` has no results: its log is the server's, which must not be torn down by the reader of it.
  const out = resultsTo(process.stdout);
  return {
    env: process.env,
    out,
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

/**
 * Writes results until their reader has gone (`| head`). There is nobody to work for then, so the program ends at once
 * and quietly, with the code that shells give to programs which SIGPIPE ended; Node takes that signal away.
 */
function resultsTo(stream: NodeJS.WriteStream): (text: string) => void {
  let watched = false;
  return (text) => {
    if (!watched) {
      watched = true;
      stream.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        process.exit(exitCodes.closedPipe);
      });
    }
    stream.write(text);
  };
}

/** A second signal finds no handler and ends the process at once. */
function onSignal(): AbortController {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("Interrupted."));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, abort);
  return controller;
}
