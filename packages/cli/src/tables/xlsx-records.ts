import readWorkbook from "read-excel-file/node";
import { UsageError } from "../exit-codes.ts";
import type { Cell, FileRecord } from "./row.ts";
import { checkedWorkbook } from "./xlsx-archive.ts";

/** What is read of a workbook. */
export interface XlsxOptions {
  /** The sheet's name; absent: the only one. */
  sheet: string | undefined;
  /** Rows that are passed over. */
  skip: number;
}

/** Of a number as the file has it: kept as text, so that nothing is rounded on the way. */
interface WrittenNumber {
  written: string;
}

/**
 * The rows of a sheet, with their numbers in it. Numbers and days come as such, a formula as the value that it had when
 * the workbook was saved. Throws UsageError when the file is no workbook, or the sheet isn't clear.
 */
export async function readXlsxRecords(
  bytes: Uint8Array,
  { sheet, skip }: XlsxOptions,
): Promise<FileRecord[]> {
  const sheets = await opened(bytes);
  const names = sheets.map(({ sheet: name }) => `"${name}"`).join(", ");
  const found = sheet === undefined ? sheets[0] : sheets.find(({ sheet: name }) => name === sheet);
  if (found === undefined)
    throw new UsageError(`The workbook has no sheet "${sheet ?? ""}"; it has ${names}`);
  if (sheet === undefined && sheets.length > 1) {
    throw new UsageError(
      `The workbook has the sheets ${names}: the mapping must name one, "xlsx": {"sheet": ...}`,
    );
  }
  const records = found.data.map((row, index) => ({ line: index + 1, cells: row.map(cellOf) }));
  return records.slice(skip);
}

async function opened(bytes: Uint8Array) {
  const checked = checkedWorkbook(bytes);
  try {
    return await readWorkbook(Buffer.from(checked), {
      trim: false,
      parseNumber: (written): WrittenNumber => ({ written }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    throw new UsageError(`The file can't be read as an Excel workbook (XLSX): ${reason}`);
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return dayOf(value);
  if (isWritten(value)) return { kind: "number", text: shortest(value.written) };
  return value === true ? "TRUE" : "FALSE";
}

/** A number beyond the last day that there is stays for the mapping to refuse, with its row. */
function dayOf(value: Date): Cell {
  return Number.isNaN(value.valueOf()) ? "#date" : { kind: "day", text: value.toISOString().slice(0, 10) };
}

function isWritten(value: unknown): value is WrittenNumber {
  return typeof value === "object" && value !== null && "written" in value;
}

/** Excel's numbers have fifteen digits; what it writes beyond these is the noise of binary fractions. */
const DIGITS = 15;

/** A number as Excel shows it, 12.1 for 12.100000000000001, without an exponent. */
function shortest(written: string): string {
  const number = Number(written);
  const digits = written
    .replace(/[eE].*$/, "")
    .replace(/\D/g, "")
    .replace(/^0+/, "");
  if (digits.length <= DIGITS && !/[eE]/.test(written)) return written;
  return plain(number.toPrecision(DIGITS));
}

function plain(written: string): string {
  const [mantissa = "", exponent = "0"] = written.split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction)
    .padEnd(point, "0")
    .padStart(whole.length + fraction.length + Math.max(0, 1 - point), "0");
  const at = Math.max(point, 1);
  const text = `${digits.slice(0, at)}.${digits.slice(at)}`.replace(/\.?0+$/, "");
  return mantissa.startsWith("-") ? `-${text}` : text;
}
