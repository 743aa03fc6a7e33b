import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { UsageError } from "../exit-codes.ts";
import type { Io } from "../terminal/io.ts";

/** A file to import, or standard input. */
export interface Source {
  /** Its name without the directory. */
  fileName: string;
  /** Whether that is a file's name, and not one that standard input was given. */
  named: boolean;
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
    return { fileName: "standard input", named: false, size: undefined, repeatable: false, open };
  }
  const facts = await stat(path).catch((error: unknown) => {
    throw new UsageError(
      `${path} can't be read: ${error instanceof Error ? error.message : "unknown reason"}`,
    );
  });
  if (facts.isDirectory()) throw new UsageError(`${path} is a directory`);
  return {
    fileName: basename(path),
    named: true,
    size: facts.isFile() ? facts.size : undefined,
    repeatable: facts.isFile(),
    open: (onRead) => counted(createReadStream(path), onRead),
  };
}

/**
 * Does `work` with a source that can be read as often as needed: what comes from standard input or a pipe is put aside
 * in a temporary file meanwhile, which only this user can read.
 */
export async function withRepeatable<T>(source: Source, work: (source: Source) => Promise<T>): Promise<T> {
  if (source.repeatable) return work(source);
  const directory = await mkdtemp(join(tmpdir(), "ledgerport-"));
  try {
    const path = join(directory, "input");
    await writeFile(path, source.open(), { mode: 0o600 });
    const { size } = await stat(path);
    const open: Source["open"] = (onRead) => counted(createReadStream(path), onRead);
    return await work({ ...source, size, repeatable: true, open });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
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
