const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * The moment that a timestamp of a request means (contract section 1, timestamps; RFC 3339 and a little more): fractions
 * of a second of any length, cut to milliseconds; an offset as `+02:00`, `+0200` or `Z`, or none, which is UTC. Undefined
 * for what is no moment of the calendar. `Date` would read a missing offset as the machine's own time zone.
 */
export function readInstant(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHours, offsetMinutes] =
    INSTANT.exec(text) ?? [];
  if (year === undefined) return undefined;
  const parts = [month, day, hour, minute, second].map(Number);
  const [m = 0, d = 0, h = 0, min = 0, s = 0] = parts;
  const local = new Date(0);
  local.setUTCFullYear(Number(year), m - 1, d);
  local.setUTCHours(h, min, s, Number(fraction.slice(0, 3).padEnd(3, "0")));
  const isOfCalendar =
    local.getUTCMonth() === m - 1 && local.getUTCDate() === d && h < 24 && min < 60 && s < 60;
  if (!isOfCalendar) return undefined;
  if (sign === undefined) return local;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const minutes = Number(offsetHours) * 60 + Number(offsetMinutes);
  return new Date(local.getTime() - (sign === "-" ? -minutes : minutes) * 60_000);
}
