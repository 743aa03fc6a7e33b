import { UsageError } from "../exit-codes.ts";
import { type CsvDialect, PLAIN_CSV } from "./csv.ts";
import type { Io } from "./io.ts";

/** The options of every command that can print CSV. */
export interface CsvOptions {
  csv?: boolean;
  excel?: boolean;
  locale?: string;
}

/**
 * Where a point stands before the decimals and Windows separates lists by a semicolon all the same. Everywhere else a
 * semicolon goes with a decimal comma.
 */
const SEMICOLON_REGIONS = new Set(["CH", "LI"]);

/** The dialect that the options ask for, or undefined for no CSV. Throws UsageError for what is no locale. */
export function csvDialect({ csv, excel, locale }: CsvOptions, env: Io["env"]): CsvDialect | undefined {
  if (excel !== true && locale !== undefined) throw new UsageError("--locale goes with --excel");
  if (excel !== true) return csv === true ? PLAIN_CSV : undefined;
  const found = locale === undefined ? localeOf(env) : readLocale(locale);
  if (found === undefined)
    throw new UsageError(`--locale must be a language and country, e.g. de-DE, not "${locale}"`);
  const comma = decimalOf(found) === ",";
  const semicolon = comma || SEMICOLON_REGIONS.has(found.region ?? "");
  return { delimiter: semicolon ? ";" : ",", decimal: comma ? "," : ".", bom: true };
}

/** The locale of numbers by the order of POSIX (section 8.2); an unknown or absent one is English. */
function localeOf(env: Io["env"]): Intl.Locale {
  const name = ["LC_ALL", "LC_NUMERIC", "LANG"].map((variable) => env[variable]).find((value) => value);
  return readLocale(name ?? "en") ?? new Intl.Locale("en");
}

/** `de-DE`, or as POSIX writes it, `de_DE.UTF-8@euro`; `C` and `POSIX` have the signs of English. */
function readLocale(text: string): Intl.Locale | undefined {
  const name = text.replace(/[.@].*$/s, "").replaceAll("_", "-");
  if (name === "C" || name === "POSIX") return new Intl.Locale("en");
  try {
    return new Intl.Locale(name);
  } catch {
    return undefined;
  }
}

function decimalOf(locale: Intl.Locale): string | undefined {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value;
}
