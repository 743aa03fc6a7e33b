import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { UsageError } from "../exit-codes.ts";
import { checkedSheet } from "./xlsx-sheet.ts";

/** Bytes that the parts of a workbook may have when unpacked: some four million cells, which take 1.8 GB to read. */
const LARGEST_UNPACKED = 128 * 1024 * 1024;

const BINARY =
  "The file is an Excel workbook of the binary kind (XLSB), which is not read: save it as XLSX or CSV";

/**
 * The workbook packed anew, without compression: only what has been measured reaches the reader, which trusts the sizes
 * that an archive states, makes a row for each formatted blank one, and takes a formula's error for a blank cell.
 * Throws UsageError when the archive is damaged, holds no such workbook, or unpacks to more than is read.
 */
export function checkedWorkbook(bytes: Uint8Array): Uint8Array {
  const parts = unpacked(bytes);
  if (!Object.keys(parts).some((path) => /workbook[^/]*\.xml$/i.test(path))) {
    throw new UsageError("The file is an Office document, and not an Excel workbook");
  }
  for (const [path, part] of Object.entries(parts)) {
    // Sheets are where the workbook says, mostly in xl/worksheets.
    const text = strFromU8(part);
    if (text.includes("sheetData")) parts[path] = strToU8(checkedSheet(text));
  }
  return zipSync(parts, { level: 0 });
}

function unpacked(bytes: Uint8Array): Record<string, Uint8Array> {
  let left = LARGEST_UNPACKED;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (/workbook[^/]*\.bin$/i.test(name)) throw new UsageError(BINARY);
        if (!/\.(xml|rels)$/.test(name)) return false;
        left -= originalSize;
        if (left >= 0) return true;
        throw new UsageError(
          "The workbook unpacks to more than 128 MB, as much as is read: save its sheet as CSV, or in parts",
        );
      },
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      "The workbook (XLSX) is damaged: it can't be unpacked; get it again from its source",
    );
  }
}
