import type { FileType } from "@ledgerport/contract";
import type { ReadBytes } from "./file-store.ts";
import { compoundFileType } from "./compound-file.ts";
import { isPlainText } from "./plain-text.ts";
import { zipFileType } from "./zip-file.ts";

type Finder = (read: ReadBytes, size: number) => Promise<FileType | undefined>;

/** By the bytes that files begin with; those of office programs need a look inside. */
const BEGINNINGS: readonly [Buffer, FileType | Finder][] = [
  [Buffer.from("%PDF-"), "application/pdf"],
  [Buffer.from([0xff, 0xd8, 0xff]), "image/jpeg"],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "image/png"],
  [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), compoundFileType],
  [Buffer.from([0x50, 0x4b, 0x03, 0x04]), zipFileType],
];

const LONGEST_BEGINNING = 8;

/** What kind of file it is, going by nothing but its bytes; undefined when it is none that a receipt can be. */
export async function fileTypeOf(read: ReadBytes, size: number): Promise<FileType | undefined> {
  const start = await read(0, LONGEST_BEGINNING);
  const match = BEGINNINGS.find(([bytes]) => start.subarray(0, bytes.length).equals(bytes));
  if (match === undefined) return (await isPlainText(read, size)) ? "text/plain" : undefined;
  const [, type] = match;
  return typeof type === "string" ? type : type(read, size);
}
