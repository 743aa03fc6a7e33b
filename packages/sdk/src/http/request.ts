/** Query parameters by their wire name; lists are repeated, `undefined` is left out. */
export type Query = Record<string, string | number | readonly string[] | undefined>;

/** What is sent, and how to start sending it again. */
export interface RequestBody {
  contentType: string;
  /** The bytes to send; called once for each attempt. */
  open(): string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  /** False when `open` can't be called twice, so that there is only one attempt. */
  replayable: boolean;
  /** The error of the caller's own rows that broke the body off, if there was one. */
  sourceError?(): Error | undefined;
}

/** One call of the API, before it is sent. */
export interface Request {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** From the base URL on, its ids encoded, without a slash at the start. */
  path: string;
  query?: Query;
  body?: RequestBody;
  headers?: Record<string, string>;
  /** The answer is a file: the call's result is made of its bytes (Uint8Array) and not of JSON. */
  bytes?: true;
  /** Milliseconds for one attempt, in place of the client's. */
  timeoutMs?: number;
}

/** An id as a segment of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

/** A JSON body. */
export function jsonBody(value: unknown): RequestBody {
  const text = JSON.stringify(value);
  return { contentType: "application/json", open: () => text, replayable: true };
}
