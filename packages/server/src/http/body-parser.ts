import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { ApiError, badRequest } from "../errors/api-error.ts";
import { parseExactly } from "../validation/exact-json.ts";
import { mayHoldUnstorableText, pathOfUnstorableText } from "../validation/text-check.ts";
import { bodyChunks } from "./body-stream.ts";

/** Largest body in bytes that is read into memory. A job of 100,000 entries has 4 MB of ids. */
export const BODY_LIMIT = 8 * 1024 * 1024;

/**
 * How much of a body that is too large is still read, and dropped, before the refusal is sent: a client that is
 * still sending when the connection closes would see a broken connection in place of the answer.
 */
const DRAIN_LIMIT = 64 * 1024 * 1024;

/** Reads JSON bodies. An empty body is no body, so that calls without one may carry the header. */
export function installBodyParser(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", async (request: FastifyRequest, payload: IncomingMessage) => {
    const announced = Number(request.headers["content-length"] ?? 0);
    const { value, suspicious } = await readJson(bodyChunks(payload), announced);
    // Of a list whose elements fail alone, each schema's patterns refuse such text.
    const failsAsAWhole = request.routeOptions.config.operation?.body?.elementwise !== true;
    if (suspicious && failsAsAWhole) refuseUnstorableText(value, "The body");
    return value;
  });
}

/**
 * Reads a whole JSON body. `suspicious`: it may hold text that can't be stored.
 * Throws PAYLOAD_TOO_LARGE, and BAD_REQUEST for what is no JSON. `announced` is the Content-Length, 0 if unknown.
 */
export async function readJson(
  chunks: AsyncIterable<Buffer>,
  announced = 0,
): Promise<{ value: unknown; suspicious: boolean }> {
  const bytes = await readAll(chunks, announced);
  if (bytes.length === 0) return { value: undefined, suspicious: false };
  if (!isUtf8(bytes)) throw badRequest("The body is not valid UTF-8");
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  try {
    const value = parseExactly(text);
    return { value, suspicious: mayHoldUnstorableText(text) };
  } catch (error) {
    throw badRequest(
      `The body is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}`,
    );
  }
}

/** Throws BAD_REQUEST naming the field when a value holds text that can't be stored. */
export function refuseUnstorableText(value: unknown, subject: string): void {
  const path = pathOfUnstorableText(value);
  if (path === undefined) return;
  throw badRequest(
    `${path === "" ? subject : path} holds a NUL character or half of a surrogate pair`,
    path === "" ? undefined : path,
  );
}

async function readAll(payload: AsyncIterable<Buffer>, announced: number): Promise<Buffer> {
  if (announced > DRAIN_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length > DRAIN_LIMIT) break;
    if (length <= BODY_LIMIT) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (length > BODY_LIMIT) throw tooLarge();
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError("PAYLOAD_TOO_LARGE", `The body is larger than ${BODY_LIMIT} bytes`);
}
