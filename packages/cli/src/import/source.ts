import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { UsageError } from "../exit-codes.ts";
import type { Io } from "../terminal/io.ts";

/** A file to import, or standard input. */
export interface Source {
  /** Its name for people. */
  name: string;
  /** Bytes, where that is known. */
  size: number | undefined;
  /** Whether it can be read more than once. */
  repeatable: boolean;
  /** Starts reading; `onRead` is told of the bytes as they come. */
  open(onRead?: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

/** The file at `path`, or standard input for `-`. Throws UsageError when there is none. */
export async function openSource(path: string, io: Io): Promise<Source> {
  if (path === "-") {
    const open = (onRead?: (bytes: number) => void) => counted(io.stdin, onRead);
    return { name: "standard input", size: undefined, repeatable: false, open };
  }
  const facts = await stat(path).catch((error: unknown) => {
    throw new UsageError(
      `${path} can't be read: ${error instanceof Error ? error.message : "unknown reason"}`,
    );
  });
  if (facts.isDirectory()) throw new UsageError(`${path} is a directory`);
  return {
    name: path,
    size: facts.isFile() ? facts.size : undefined,
    repeatable: facts.isFile(),
    open: (onRead) => counted(createReadStream(path), onRead),
  };
}

async function* counted(
  stream: Readable | NodeJS.ReadableStream,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: AsyncIterable<string | Uint8Array> = stream;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    onRead?.(bytes.length);
    yield bytes;
  }
}
