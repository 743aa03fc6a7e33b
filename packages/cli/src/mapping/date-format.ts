import { type MonthReader, monthName, monthReader } from "./month-names.ts";

/** How a date is written, ready to be used. */
export interface DateFormat {
  /** As in the mapping, e.g. `DD/MM/YYYY HH:mm`. */
  format: string;
  /** The day as YYYY-MM-DD; undefined when the text is no such date. */
  read(text: string): string | undefined;
  /** Writes a day; the time is midnight. */
  write(year: number, month: number, day: number): string;
}

/** What a format needs besides itself. */
export interface DateWords {
  /** Of month names, a BCP 47 tag. */
  language: string;
  /** The first two-digit year that is of the last century; undefined: all are of this one. */
  pivot: number | undefined;
}

/** The parts that a format can have; the time is checked and passed over, since the day is as the file says it. */
const PARTS: Record<string, string> = {
  YYYY: "(?<year>\\d{4})",
  YY: "(?<shortYear>\\d{2})",
  MMMM: "(?<name>\\p{L}+\\.?)",
  MMM: "(?<name>\\p{L}+\\.?)",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
  HH: "(?:[01]\\d|2[0-4])",
  H: "(?:[01]?\\d|2[0-4])",
  mm: "[0-5]\\d",
  ss: "[0-5]\\d",
  S: "\\d{1,9}",
  A: "[AaPp]\\.?[Mm]\\.?",
  Z: "(?:Z|[+-]\\d{2}(?::?\\d{2})?)",
};
const PART = /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|mm|ss|S|A|Z/g;

/**
 * A format such as `YYYY-MM-DD`, `D/M/YY`, `DD-MMM-YY` or `DD.MM.YYYY HH:mm:ss`. Throws RangeError unless it has a
 * year, a month and a day, each once.
 */
export function dateFormat(format: string, words: DateWords): DateFormat {
  const parts = format.match(PART) ?? [];
  const day = parts.filter((part) => /^[YMD]/.test(part)).map((part) => part.charAt(0));
  if (day.sort().join("") !== "DMY") {
    throw new RangeError(
      `"${format}" must have a year (YYYY or YY), a month (MM, M or, for its name, MMM) and a day (DD or D)`,
    );
  }
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(PART, (part) => PARTS[part] ?? part);
  const pattern = new RegExp(`^${source}$`, "u");
  const month = parts.some((part) => part.startsWith("MMM")) ? monthReader(words.language) : () => undefined;
  return {
    format,
    read: (text) => dayOf(pattern.exec(text)?.groups, words.pivot, month),
    write: (...date) => format.replace(PART, (part) => written(part, date, words.language)),
  };
}

function dayOf(
  found: Record<string, string> | undefined,
  pivot: number | undefined,
  monthOf: MonthReader,
): string | undefined {
  if (found === undefined) return undefined;
  const year = found["year"] ?? String(inCentury(Number(found["shortYear"]), pivot));
  const name = found["name"];
  const month = name === undefined ? Number(found["month"]) : monthOf(name);
  const day = Number(found["day"]);
  if (month === undefined || !exists(Number(year), month, day)) return undefined;
  return [year, twoDigits(month), twoDigits(day)].join("-");
}

function inCentury(shortYear: number, pivot: number | undefined): number {
  return shortYear + (pivot !== undefined && shortYear >= pivot ? 1900 : 2000);
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function written(
  part: string,
  [year, month, day]: readonly [number, number, number],
  language: string,
): string {
  switch (part) {
    case "YYYY":
      return String(year);
    case "YY":
      return twoDigits(year % 100);
    case "MMMM":
    case "MMM":
      return monthName(month, language);
    case "MM":
      return twoDigits(month);
    case "M":
      return String(month);
    case "DD":
      return twoDigits(day);
    case "D":
      return String(day);
    case "A":
      return "AM";
    case "Z":
      return "Z";
    default:
      return "0".repeat(part.length);
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
