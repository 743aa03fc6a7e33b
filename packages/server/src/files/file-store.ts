import type { Readable } from "node:stream";

/** Bytes of a file, first and last included. */
export interface FileRange {
  first: number;
  last: number;
}

/** What a store says of bytes that it was given. */
export interface StoredFile {
  /** SHA-256 in hexadecimal: the name that they are found by. */
  hash: string;
  /** In bytes. */
  size: number;
}

/** Reads up to `length` bytes from a place of a file; fewer only at its end. */
export type ReadBytes = (position: number, length: number) => Promise<Buffer>;

/** Where the bytes of files are kept, by what they are: the same bytes are kept once. */
export interface FileStore {
  /**
   * Keeps bytes; from the promise's fulfilment on, a crash does not lose them. `inspect` sees them before they are
   * kept, and what it gives is handed back as `found`. When the bytes break off, or `inspect` throws, nothing is kept.
   */
  put<T>(
    bytes: AsyncIterable<Buffer>,
    inspect: (read: ReadBytes, size: number) => Promise<T>,
  ): Promise<StoredFile & { found: T }>;
  /** The bytes, or a range of them. Throws Error when the store has none of this hash. */
  open(hash: string, range?: FileRange): Promise<Readable>;
}
