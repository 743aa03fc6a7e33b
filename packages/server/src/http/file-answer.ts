import { Readable } from "node:stream";
import type { EntryFile } from "@ledgerport/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors/api-error.ts";
import type { FileStore } from "../files/file-store.ts";
import { readRange } from "./byte-range.ts";

/** An answer that is a stored file, or the range of it that the request asks for. */
export class FileAnswer {
  readonly store: FileStore;
  readonly file: EntryFile;

  constructor(store: FileStore, file: EntryFile) {
    this.store = store;
    this.file = file;
  }
}

/**
 * Sends a file, to be saved and not shown: what somebody uploaded must not run as a page of this server's.
 * Throws RANGE_NOT_SATISFIABLE.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { store, file }: FileAnswer,
): Promise<FastifyReply> {
  const { size, hash, type } = file;
  const etag = `"${hash}"`;
  reply.headers({
    "accept-ranges": "bytes",
    "cache-control": "private",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  const condition = request.headers["if-range"];
  const wish = readRange(
    condition === undefined || condition === etag ? request.headers.range : undefined,
    size,
  );
  if (wish.kind === "unsatisfiable") {
    reply.header("content-range", `bytes */${size}`);
    throw new ApiError("RANGE_NOT_SATISFIABLE", `The file has ${size} bytes`, { details: { size } });
  }
  const { first, last } = wish.kind === "part" ? wish : { first: 0, last: size - 1 };
  reply.headers({
    "content-type": type === "text/plain" ? `${type}; charset=utf-8` : type,
    "content-disposition": disposition(file.name),
    "content-length": last - first + 1,
    etag,
  });
  if (wish.kind === "part") reply.code(206).header("content-range", `bytes ${first}-${last}/${size}`);
  // Fastify reads a stream to its end for the length that HEAD tells, which is known already.
  const bytes = request.method === "HEAD" ? Readable.from([]) : await store.open(hash, { first, last });
  return reply.send(bytes);
}

/** The name twice (RFC 6266): for old clients with what is not plain ASCII replaced, for the others as it is. */
function disposition(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
