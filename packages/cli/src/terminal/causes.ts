import { grouped, table } from "./table.ts";

/** What an import says of a row. */
export interface Remark {
  /** The line of the file. */
  row: number;
  externalRef?: string | undefined;
  type: string;
  message: string;
  param?: string | undefined;
}

/** Remarks that people are shown one by one; `--json` has all that there are. */
const MOST_SHOWN = 20;

/**
 * Remarks for people: first how many there are of each cause, with an example, then the first of them. `total` counts
 * also those that are not among `remarks`.
 */
export function remarksText(title: string, remarks: readonly Remark[], total: number): string {
  if (remarks.length === 0) return "";
  const causes = causesOf(remarks).map(({ count, first }) => [
    grouped(count),
    first.type,
    first.param ?? "",
    String(first.row),
    first.message,
  ]);
  const counted = total > remarks.length ? ` (of the first ${grouped(remarks.length)})` : "";
  const summary = `${title} by cause${counted}:\n${table(["count", "type", "where", "first line", "message there"], causes)}`;
  // Few remarks of as many causes would only be said twice.
  if (causes.length === remarks.length && total === remarks.length) return summary;
  const shown = remarks
    .slice(0, MOST_SHOWN)
    .map(({ row, externalRef = "", type, param = "", message }) => [
      String(row),
      externalRef,
      type,
      param,
      message,
    ]);
  const rest = total - shown.length;
  const more = rest === 0 ? "" : `and ${grouped(rest)} more (--json has up to 1,000)\n`;
  return `${summary}\n${table(["line", "externalRef", "type", "where", "message"], shown)}${more}`;
}

interface Cause {
  count: number;
  first: Remark;
}

/** Remarks are of one cause when they differ in nothing but what they quote: texts, numbers and places in lists. */
function causesOf(remarks: readonly Remark[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const remark of remarks) {
    const { type, param = "", message } = remark;
    const key = JSON.stringify([type, anonymous(param), anonymous(message)]);
    const cause = causes.get(key);
    if (cause === undefined) causes.set(key, { count: 1, first: remark });
    else cause.count += 1;
  }
  return [...causes.values()].sort((one, other) => other.count - one.count);
}

function anonymous(text: string): string {
  return text.replace(/"[^"]*"|\d+/g, "…");
}
