import { jsonBody, type Request } from "./request.ts";

/**
 * A POST of the Platform API, made safe to repeat by a key that is new with every call: the server answers a
 * repetition with the stored answer of the first (contract 6).
 */
export function idempotentPost(path: string, body?: unknown): Request {
  return {
    method: "POST",
    path,
    ...(body !== undefined && { body: jsonBody(body) }),
    headers: { "idempotency-key": crypto.randomUUID() },
  };
}
