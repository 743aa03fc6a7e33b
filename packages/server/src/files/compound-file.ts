import type { FileType } from "@ledgerport/contract";
import type { ReadBytes } from "./file-store.ts";

const HEADER_LENGTH = 512;
const ENTRY_LENGTH = 128;
/** How many sectors' places the header itself holds. */
const TABLE_SECTORS_IN_HEADER = 109;
/** Most sectors of the directory that are looked at: many more than any document has. */
const MOST_DIRECTORY_SECTORS = 256;

const TYPES: ReadonlyMap<string, FileType> = new Map([
  ["WordDocument", "application/msword"],
  ["Workbook", "application/vnd.ms-excel"],
  ["Book", "application/vnd.ms-excel"],
]);

/**
 * Which office document a compound file is ([MS-CFB]), by the names of the streams in its directory. The directory is
 * a chain of sectors, each one's successor being in the allocation table.
 */
export async function compoundFileType(read: ReadBytes): Promise<FileType | undefined> {
  const header = await read(0, HEADER_LENGTH);
  if (header.length < HEADER_LENGTH) return undefined;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const sectorSize = 1 << shift;
  const sectorAt = (sector: number): number => (sector + 1) * sectorSize;
  const successor = async (sector: number): Promise<number | undefined> => {
    const perSector = sectorSize / 4;
    const table = Math.floor(sector / perSector);
    if (table >= TABLE_SECTORS_IN_HEADER) return undefined;
    const tableSector = header.readUInt32LE(76 + table * 4);
    const bytes = await read(sectorAt(tableSector) + (sector % perSector) * 4, 4);
    return bytes.length < 4 ? undefined : bytes.readUInt32LE(0);
  };
  let sector: number | undefined = header.readUInt32LE(48);
  for (let seen = 0; sector !== undefined && seen < MOST_DIRECTORY_SECTORS; seen += 1) {
    const directory = await read(sectorAt(sector), sectorSize);
    if (directory.length === 0) return undefined;
    const type = typeNamedIn(directory);
    if (type !== undefined) return type;
    sector = await successor(sector);
  }
  return undefined;
}

function typeNamedIn(directory: Buffer): FileType | undefined {
  for (let at = 0; at + ENTRY_LENGTH <= directory.length; at += ENTRY_LENGTH) {
    // In bytes, with the two of the NUL at its end.
    const length = directory.readUInt16LE(at + 64);
    if (length < 2 || length > 64) continue;
    const type = TYPES.get(directory.toString("utf16le", at, at + length - 2));
    if (type !== undefined) return type;
  }
  return undefined;
}
