/** Finds the month (1 to 12) that a name or an abbreviation stands for; undefined when it is none, or several. */
export type MonthReader = (name: string) => number | undefined;

/** Fewer letters say too little in any language. */
const SHORTEST = 3;

/** Whether Node knows the language (a BCP 47 tag such as `en`, `de` or `fr`). */
export function isLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/**
 * A reader of month names in a language: in any case, with or without a full stop, in full or shortened to at least
 * three letters that no other month begins with.
 */
export function monthReader(language: string): MonthReader {
  const names = monthNames(language);
  return (name) => {
    const wanted = plain(name, language);
    const exact = names.findIndex((month) => month.includes(wanted));
    if (exact >= 0) return exact + 1;
    if (wanted.length < SHORTEST) return undefined;
    const begun = names.flatMap((month, index) =>
      month.some((one) => one.startsWith(wanted)) ? [index] : [],
    );
    const [only, ...others] = begun;
    return only === undefined || others.length > 0 ? undefined : only + 1;
  };
}

/** The name of a month in a language, as it stands in a date. */
export function monthName(month: number, language: string): string {
  return monthNames(language)[month - 1]?.[0] ?? "";
}

/** Of each month its names: in full and short, alone and within a date (languages decline them). */
function monthNames(language: string): string[][] {
  const shapes: Intl.DateTimeFormatOptions[] = [
    { month: "long", day: "numeric" },
    { month: "long" },
    { month: "short", day: "numeric" },
    { month: "short" },
  ];
  const formats = shapes.map(
    (shape) => new Intl.DateTimeFormat(language, { ...shape, timeZone: "UTC", calendar: "gregory" }),
  );
  return Array.from({ length: 12 }, (_, month) => {
    const day = new Date(Date.UTC(2001, month, 1));
    const parts = formats.map((format) => format.formatToParts(day).find(({ type }) => type === "month"));
    return parts.map((part) => plain(part?.value ?? "", language));
  });
}

function plain(name: string, language: string): string {
  return name.normalize("NFC").toLocaleLowerCase(language).replace(/\.$/, "");
}
