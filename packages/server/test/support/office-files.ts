import type { ReadBytes } from "../../src/files/file-store.ts";

/** Reads from bytes as a store's inspection does from a file. */
export function reading(bytes: Buffer): ReadBytes {
  return async (position, length) => bytes.subarray(position, position + length);
}

/** A zip file with empty parts of these names. */
export function zipOf(names: readonly string[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name));
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...locals, listed, end, Buffer.from(comment)]);
}

const SECTOR = 512;

/** A compound file whose directory names these streams, four to a sector, its sectors not side by side. */
export function compoundOf(streams: readonly string[]): Buffer {
  const sectorsOfDirectory = Math.max(1, Math.ceil(streams.length / 4));
  const bytes = Buffer.alloc(SECTOR * (2 + sectorsOfDirectory * 2));
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(bytes);
  bytes.writeUInt16LE(9, 30);
  // Sector 0 is the allocation table; the directory is in sectors 1, 3, 5 …
  bytes.writeUInt32LE(1, 48);
  bytes.writeUInt32LE(0, 76);
  for (let index = 0; index < sectorsOfDirectory; index += 1) {
    const sector = 1 + index * 2;
    const next = index + 1 < sectorsOfDirectory ? sector + 2 : 0xfffffffe;
    bytes.writeUInt32LE(next, SECTOR + sector * 4);
  }
  for (const [index, name] of streams.entries()) {
    const sector = 1 + Math.floor(index / 4) * 2;
    const at = (sector + 1) * SECTOR + (index % 4) * 128;
    const length = bytes.write(name, at, "utf16le");
    bytes.writeUInt16LE(length + 2, at + 64);
  }
  return bytes;
}
