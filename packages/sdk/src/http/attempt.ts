import { type Clock, reasonOf } from "../clock.ts";
import { type LedgerportError, TimeoutError } from "../errors/base.ts";
import { errorFromAnswer, unexpectedAnswer } from "../errors/from-answer.ts";
import { brokenConnection } from "../errors/from-fetch.ts";
import type { Connection } from "./connection.ts";
import type { Request } from "./request.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** What one attempt came to. */
export type Outcome<T> = { kind: "answer"; answer: T } | Failure;

/** An attempt without the answer it wanted. */
export interface Failure {
  kind: "failure";
  error: LedgerportError;
  /** Whether the server may have done what was asked. */
  done: "no" | "maybe";
  /** Whether another attempt may end differently. */
  passing: boolean;
  /** The HTTP status, when there was an answer. */
  status?: number;
  /** The error's name on the wire, when there was one. */
  type?: string;
  /** Seconds to wait before the next attempt, as the server asks. */
  retryAfter?: number | undefined;
}

/** Answers that may be different next time, and leave open whether the request had an effect. */
const PASSING_STATUSES = new Set([500, 502, 503, 504]);

/** What an attempt needs from its client. */
export interface AttemptMeans {
  connection: Connection;
  fetch: typeof fetch;
  clock: Clock;
  /** Told the server's time (the `Date` of an answer). */
  serverTime(date: Date): void;
}

/** Turns the JSON of a successful answer (undefined: it was empty), or a file's bytes, into the call's result; throws when it isn't one. */
export type ReadAnswer<T> = (body: unknown) => T;

/**
 * Sends a request once.
 * @throws the caller's reason when `signal` is aborted, and the error of the caller's own rows when they break off.
 */
export async function attempt<T>(
  means: AttemptMeans,
  request: Request,
  read: ReadAnswer<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Outcome<T>> {
  const call = `${request.method} ${request.path}`;
  const limit = timeLimit(means.clock, timeoutMs);
  try {
    const response = await means.fetch(means.connection.url(request), {
      method: request.method,
      headers: means.connection.headers(request),
      redirect: "manual",
      signal: signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal]),
      ...bodyOf(request),
    });
    learnTime(means, response);
    if (request.bytes === true && response.ok) {
      return { kind: "answer", answer: read(new Uint8Array(await response.arrayBuffer())) };
    }
    const text = await response.text();
    return outcomeOf(means, response, text, read);
  } catch (cause) {
    const ofTheRows = request.body?.sourceError?.();
    if (ofTheRows !== undefined) throw ofTheRows;
    if (signal?.aborted === true) throw reasonOf(signal);
    if (limit.signal.aborted) {
      const error = new TimeoutError(`${call}: no whole answer within ${timeoutMs} ms.`);
      return { kind: "failure", error, done: "maybe", passing: true };
    }
    const { error, sent } = brokenConnection(call, cause);
    return { kind: "failure", error, done: sent, passing: true };
  } finally {
    limit.end();
  }
}

function learnTime(means: AttemptMeans, response: Response): void {
  const date = Date.parse(response.headers.get("date") ?? "");
  if (!Number.isNaN(date)) means.serverTime(new Date(date));
}

function outcomeOf<T>(
  means: AttemptMeans,
  response: Response,
  text: string,
  read: ReadAnswer<T>,
): Outcome<T> {
  const { status } = response;
  const answer = {
    status,
    text: means.connection.withoutKey(text),
    requestId: response.headers.get("x-request-id") ?? undefined,
    retryAfter: retryAfterSeconds(response.headers, status, means.clock.now()),
  };
  if (response.ok) {
    try {
      return { kind: "answer", answer: read(text === "" ? undefined : (JSON.parse(text) as unknown)) };
    } catch {
      return { kind: "failure", error: unexpectedAnswer(answer), done: "maybe", passing: true, status };
    }
  }
  const error = errorFromAnswer(answer);
  return {
    kind: "failure",
    error,
    done: PASSING_STATUSES.has(status) ? "maybe" : "no",
    passing: status === 429 || PASSING_STATUSES.has(status) || error.type === "IDEMPOTENCY_KEY_IN_USE",
    status,
    type: error.type,
    retryAfter: answer.retryAfter,
  };
}

function bodyOf(request: Request): {
  body?: ReturnType<NonNullable<Request["body"]>["open"]>;
  duplex?: "half";
} {
  if (request.body === undefined) return {};
  const body = request.body.open();
  return body instanceof ReadableStream ? { body, duplex: "half" } : { body };
}

/** A signal that is aborted after some milliseconds on the clock, unless it is ended before. */
function timeLimit(clock: Clock, milliseconds: number): { signal: AbortSignal; end: () => void } {
  const limit = new AbortController();
  const ended = new AbortController();
  if (milliseconds !== Infinity) {
    clock.sleep(milliseconds, ended.signal).then(
      () => limit.abort(),
      () => undefined,
    );
  }
  return { signal: limit.signal, end: () => ended.abort() };
}
