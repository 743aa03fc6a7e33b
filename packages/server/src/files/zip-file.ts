import type { FileType } from "@ledgerport/contract";
import type { ReadBytes } from "./file-store.ts";

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_LENGTH = 46;

/** Documents have some dozens of parts; a directory larger than this is not looked at. */
const LARGEST_DIRECTORY = 1024 * 1024;

/**
 * Which office document a zip file is, by the names in its central directory (APPNOTE 4.3): a main part of Word or
 * of Excel beside the list of content types. Documents with macros are none that a receipt can be.
 */
export async function zipFileType(read: ReadBytes, size: number): Promise<FileType | undefined> {
  const names = await namesIn(read, size);
  if (!names.includes("[Content_Types].xml") || names.some((name) => name.endsWith("vbaProject.bin"))) {
    return undefined;
  }
  if (names.some((name) => /^word\/document\d*\.xml$/.test(name))) {
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  }
  if (names.some((name) => /^xl\/workbook\d*\.xml$/.test(name))) {
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  return undefined;
}

/** The names of the parts; empty when the directory can't be read. */
async function namesIn(read: ReadBytes, size: number): Promise<string[]> {
  const tailStart = Math.max(0, size - END_LENGTH - LONGEST_COMMENT);
  const tail = await read(tailStart, size - tailStart);
  const end = lastEnd(tail);
  if (end === undefined) return [];
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (length > LARGEST_DIRECTORY || start + length > size) return [];
  const directory = await read(start, length);
  const names: string[] = [];
  for (let at = 0; at + ENTRY_LENGTH <= directory.length;) {
    if (directory.readUInt32LE(at) !== ENTRY_SIGNATURE) return [];
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    at += ENTRY_LENGTH + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

function lastEnd(tail: Buffer): number | undefined {
  for (let at = tail.length - END_LENGTH; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  return undefined;
}
