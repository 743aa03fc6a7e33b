import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import type { FileRange, FileStore, ReadBytes, StoredFile } from "./file-store.ts";

/**
 * Files in a directory, which servers that share a database must share as well: `<first two digits>/<hash>`, and
 * uploads under way in `incoming`. A file is written under a passing name, synced and renamed, so that a name that
 * looks whole is whole.
 */
export class DiskFileStore implements FileStore {
  readonly #directory: string;

  /** The directory is made with the first upload. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  async put<T>(
    bytes: AsyncIterable<Buffer>,
    inspect: (read: ReadBytes, size: number) => Promise<T>,
  ): Promise<StoredFile & { found: T }> {
    const incoming = join(this.#directory, "incoming");
    await mkdir(incoming, { recursive: true });
    const passing = join(incoming, randomUUID());
    try {
      const { hash, size, found } = await writeTo(passing, bytes, inspect);
      const place = this.#place(hash);
      if ((await mkdir(dirname(place), { recursive: true })) !== undefined) await sync(this.#directory);
      await rename(passing, place);
      await sync(dirname(place));
      return { hash, size, found };
    } catch (error) {
      await rm(passing, { force: true });
      throw error;
    }
  }

  async open(hash: string, range?: FileRange): Promise<Readable> {
    const file = await open(this.#place(hash), "r").catch((cause: unknown) => {
      throw new Error(`The file ${hash} can't be opened`, { cause });
    });
    return file.createReadStream(range === undefined ? {} : { start: range.first, end: range.last });
  }

  #place(hash: string): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error("A file's hash must be SHA-256 in hexadecimal");
    return join(this.#directory, hash.slice(0, 2), hash);
  }
}

async function writeTo<T>(
  path: string,
  bytes: AsyncIterable<Buffer>,
  inspect: (read: ReadBytes, size: number) => Promise<T>,
): Promise<StoredFile & { found: T }> {
  const file = await open(path, "wx+", 0o600);
  try {
    const digest = createHash("sha256");
    let size = 0;
    for await (const chunk of bytes) {
      digest.update(chunk);
      await file.writeFile(chunk);
      size += chunk.length;
    }
    const found = await inspect((position, length) => readAt(file, position, length), size);
    await file.sync();
    return { hash: digest.digest("hex"), size, found };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** A new name in a directory outlives a crash only after this. */
async function sync(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
