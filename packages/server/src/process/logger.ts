import type { Clock } from "@ledgerport/engine";
import fastify, { type FastifyBaseLogger } from "fastify";

/** What a log is like when it is not the server's usual one. */
export interface LogOptions {
  /** The least severe lines that are written; absent: info. */
  level?: "info" | "warn" | "error";
  /** Where the lines go; absent: standard output. */
  stream?: { write(line: string): void };
}

/**
 * The server's log: one JSON object a line. Fastify brings the logger along; what could carry a secret is taken out
 * in case an error brings a request's headers with it.
 */
export function createLogger(clock: Clock, { level = "info", stream }: LogOptions = {}): FastifyBaseLogger {
  const options = {
    level,
    base: null,
    redact: { paths: ["headers.authorization", "*.headers.authorization"] },
    timestamp: () => `,"time":"${clock.now().toISOString()}"`,
  };
  return fastify({ logger: { ...options, ...(stream === undefined ? {} : { stream }) } }).log;
}
