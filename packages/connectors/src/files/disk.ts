import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** Names a file as it is on the disk, whatever its path says later, and how long it is. */
export interface FileState {
  identity: string;
  /** Bytes. */
  size: number;
}

/** A file that is only ever added to, or cut back. All methods throw Node's system errors. */
export interface OpenFile {
  state(): Promise<FileState>;
  /** The content from the start. */
  read(): AsyncIterable<Buffer>;
  /** Adds at the end; on an error a part may have been written. */
  append(bytes: Buffer): Promise<void>;
  truncate(length: number): Promise<void>;
  /** Makes everything written so far survive a power failure. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The file system, as far as file targets need it. Injectable, so that tests can make it fail. */
export interface Disk {
  /** Opens for reading and adding; creates the file when there is none. */
  open(path: string): Promise<OpenFile>;
  /** The state of what is at `path` now; undefined when there is nothing. */
  state(path: string): Promise<FileState | undefined>;
  /** Makes the names of newly created files in `path` survive a power failure. */
  syncDirectory(path: string): Promise<void>;
}

const READ_CHUNK = 1 << 20;

/** The machine's file system. */
export const systemDisk: Disk = {
  open: async (path) => openFile(await open(path, "a+")),
  async state(path) {
    try {
      return stateOf(await stat(path, { bigint: true }));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  },
  async syncDirectory(path) {
    const directory = await open(path, constants.O_RDONLY);
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  },
};

function stateOf(stats: { dev: bigint; ino: bigint; size: bigint }): FileState {
  return { identity: `${stats.dev}:${stats.ino}`, size: Number(stats.size) };
}

function openFile(handle: FileHandle): OpenFile {
  return {
    state: async () => stateOf(await handle.stat({ bigint: true })),
    async *read() {
      let position = 0;
      for (;;) {
        const chunk = Buffer.allocUnsafe(READ_CHUNK);
        const { bytesRead } = await handle.read(chunk, 0, READ_CHUNK, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield chunk.subarray(0, bytesRead);
      }
    },
    async append(bytes) {
      // One write may take less than all of it, e.g. the rest of a full disk; the next one then says why.
      let written = 0;
      while (written < bytes.length) {
        written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    },
    truncate: (length) => handle.truncate(length),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}
