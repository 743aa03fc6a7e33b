import { createHash } from "node:crypto";
import type { ItemFile } from "./item-file.ts";
import { ItemFailure } from "../targets/target.ts";

/** The largest receipt that is taken, in bytes (contract section 6). */
const LARGEST = 30 * 1024 * 1024;

/** Gets what is at an address; the addresses of receipts need no credentials, so none are sent. */
export type FetchFile = (url: string) => Promise<Response>;

/** Takes the bytes of a receipt as they come. Its errors are passed on. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/**
 * Downloads a receipt, in constant memory. Gives the SHA-256 of its bytes, in hexadecimal.
 * Throws ItemFailure: `receipt_file_size_limit_exceeded` for more than 30 MB, `receipt_download_failure` when it can't
 * be had whole.
 */
export async function download(file: ItemFile, fetchFile: FetchFile, write: WriteBytes): Promise<string> {
  if (file.size > LARGEST) throw tooLarge();
  const body = await opened(file, fetchFile);
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of unbroken(body)) {
    size += chunk.length;
    if (size > LARGEST) throw tooLarge();
    hash.update(chunk);
    await write(chunk);
  }
  if (size !== file.size) throw failure(`it has ${size} bytes and should have ${file.size}`);
  return hash.digest("hex");
}

async function opened(file: ItemFile, fetchFile: FetchFile): Promise<AsyncIterable<Uint8Array>> {
  const response = await fetchFile(file.url).catch((error: unknown) => {
    throw failure(wordsOf(error), error);
  });
  if (response.ok && response.body !== null) return response.body;
  await response.body?.cancel();
  throw failure(`the server answered ${response.status}`);
}

/** The chunks of a body; a connection that breaks is this item's fault and no other's. */
async function* unbroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: unknown) => {
        throw failure(wordsOf(error), error);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}

function tooLarge(): ItemFailure {
  return new ItemFailure(
    "receipt_file_size_limit_exceeded",
    "A receipt of the entry has more than 30 MB. Replace it by a smaller one and export the entry again.",
  );
}

function failure(reason: string, cause?: unknown): ItemFailure {
  const words = `A receipt of the entry could not be downloaded: ${reason}. Export the entry again.`;
  return new ItemFailure("receipt_download_failure", words, { cause });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
