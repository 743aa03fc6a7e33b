import { type FileType, LARGEST_FILE } from "@ledgerport/contract";
import { ApiError, parameterMissing } from "../errors/api-error.ts";
import { bodyChunks } from "../http/body-stream.ts";
import type { FileStore, StoredFile } from "./file-store.ts";
import { fileTypeOf } from "./file-type.ts";
import { refuseFormBytes } from "./multipart-form.ts";

/**
 * How much of a file that is too large is still read, and dropped, before the refusal is sent: a client that is still
 * sending when the connection closes would see a broken connection in place of the answer.
 */
const DRAIN_LIMIT = 2 * LARGEST_FILE;

/** A receipt as it came in. */
export type ReceivedFile = StoredFile & { type: FileType };

/**
 * Stores an upload. Throws PAYLOAD_TOO_LARGE, UNSUPPORTED_FILE_TYPE, UNSUPPORTED_MEDIA_TYPE for a form's bytes,
 * REQUIRED_PARAMETER_MISSING for none, and BAD_REQUEST when they break off; nothing is stored then. `announced` is the Content-Length, 0 if unknown.
 */
export async function receiveFile(
  store: FileStore,
  body: AsyncIterable<Buffer>,
  announced: number,
): Promise<ReceivedFile> {
  if (announced > DRAIN_LIMIT) throw tooLarge();
  const { hash, size, found } = await store.put(upToLimit(bodyChunks(body)), async (read, length) => {
    if (length === 0) throw withoutBytes();
    await refuseFormBytes(read);
    const type = await fileTypeOf(read, length);
    if (type === undefined) throw ofNoKind();
    return type;
  });
  return { hash, size, type: found };
}

async function* upToLimit(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length <= LARGEST_FILE) yield chunk;
    else if (length > DRAIN_LIMIT) break;
  }
  if (length > LARGEST_FILE) throw tooLarge();
}

/** The body must be the file's bytes, and there are none. */
export function withoutBytes(): ApiError {
  return parameterMissing("The request needs the file's bytes as its body", "body");
}

function tooLarge(): ApiError {
  return new ApiError("PAYLOAD_TOO_LARGE", `The file is larger than ${LARGEST_FILE} bytes`, {
    details: { limit: LARGEST_FILE },
  });
}

function ofNoKind(): ApiError {
  return new ApiError(
    "UNSUPPORTED_FILE_TYPE",
    "The file is none of PDF, JPEG, PNG, Word (doc, docx), Excel (xls, xlsx) and plain text in UTF-8, by its bytes",
  );
}
