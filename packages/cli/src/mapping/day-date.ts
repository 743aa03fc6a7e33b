/** Reads a date in one format; undefined when the text is none. */
export type DateReader = (text: string) => string | undefined;

const FIELDS = /YYYY|YY|MM|DD|M|D/g;
const PATTERNS: Record<string, string> = {
  YYYY: "(?<year>\\d{4})",
  YY: "(?<shortYear>\\d{2})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
};

/**
 * A reader of dates in a format such as `YYYY-MM-DD`, `D/M/YY` or `DD.MM.YYYY`, giving `YYYY-MM-DD`.
 * Two-digit years are of this century. Throws RangeError when the format lacks a year, a month or a day.
 */
export function dateReader(format: string): DateReader {
  const fields = (format.match(FIELDS) ?? []).map((field) => field.charAt(0)).sort();
  if (fields.join("") !== "DMY") {
    throw new RangeError(`"${format}" must have a year (YYYY or YY), a month (MM or M) and a day (DD or D)`);
  }
  const source = format
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(FIELDS, (field) => PATTERNS[field] ?? field);
  const pattern = new RegExp(`^${source}$`);
  return (text) => {
    const found = pattern.exec(text)?.groups;
    if (found === undefined) return undefined;
    const year = found["year"] ?? `20${found["shortYear"] ?? ""}`;
    const month = (found["month"] ?? "").padStart(2, "0");
    const day = (found["day"] ?? "").padStart(2, "0");
    return exists(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined;
  };
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
