import { UsageError } from "../exit-codes.ts";
import type { Source } from "../import/source.ts";
import type { TableMapping } from "../mapping/mapping-file.ts";
import { readCamtRecords } from "./camt-records.ts";
import { readCsvRecords } from "./csv-records.ts";
import { refuseUtf16 } from "./decode.ts";
import { fileFormat } from "./file-format.ts";
import { readOfxRecords } from "./ofx-records.ts";
import type { FileRecord } from "./row.ts";
import { readXlsxRecords } from "./xlsx-records.ts";

/** The rows of a file, the header's among them. */
export interface OpenRecords {
  records: AsyncGenerator<FileRecord, void, undefined>;
  /** Of a CSV file: what stands between its cells. */
  delimiter: string | undefined;
}

/** Formats that are read as a whole, and how large such a file may be. */
const LARGEST = 64 * 1024 * 1024;

/** Reads a file as what its first bytes show it to be. Throws UsageError for a format that is not read. */
export async function openRecords(
  source: Source,
  mapping: TableMapping,
  onRead?: (bytes: number) => void,
): Promise<OpenRecords> {
  const beginning = await firstBytes(source);
  const format = fileFormat(beginning);
  if (format === "csv") {
    refuseUtf16(beginning, mapping.encoding);
    return { records: readCsvRecords(source.open(onRead), mapping), delimiter: mapping.delimiter };
  }
  const bytes = await wholeFile(source, onRead);
  return { records: whole(format, bytes, mapping), delimiter: undefined };
}

async function* whole(
  format: "xlsx" | "camt" | "ofx",
  bytes: Uint8Array,
  { sheet, skip }: TableMapping,
): AsyncGenerator<FileRecord, void, undefined> {
  if (format === "xlsx") yield* await readXlsxRecords(bytes, { sheet, skip });
  else yield* format === "camt" ? readCamtRecords(bytes) : readOfxRecords(bytes);
}

/** What a format is recognised by is within these. */
const BEGINNING = 4096;

async function firstBytes(source: Source): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.open()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= BEGINNING) break;
  }
  return Buffer.concat(chunks).subarray(0, BEGINNING);
}

async function wholeFile(source: Source, onRead?: (bytes: number) => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.open(onRead)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST) {
      throw new UsageError(
        "The file is larger than 64 MB, as much as is read of this format: save it as CSV, or in parts",
      );
    }
  }
  return Buffer.concat(chunks);
}
