import { ConnectionError } from "./base.ts";

/** Failures that come before anything was sent: the request can't have had an effect. */
const BEFORE_SENDING = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A broken connection, and whether the server may have got the request all the same. */
export interface BrokenConnection {
  error: ConnectionError;
  sent: "no" | "maybe";
}

/** What a rejection of `fetch`, or of reading its body, means. `call` names the request, e.g. `GET v3/export-jobs`. */
export function brokenConnection(call: string, cause: unknown): BrokenConnection {
  const code = codeOf(cause);
  const why = code ?? deepestMessage(cause);
  return {
    error: new ConnectionError(`${call}: no answer from the server (${why}).`, {
      cause,
    }),
    sent: code !== undefined && BEFORE_SENDING.has(code) ? "no" : "maybe",
  };
}

/** The system's code for a failure: `fetch` hides it in the cause. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : codeOf(error.cause);
}

function deepestMessage(error: unknown): string {
  if (!(error instanceof Error)) return "connection lost";
  return error.cause instanceof Error ? deepestMessage(error.cause) : error.message;
}
