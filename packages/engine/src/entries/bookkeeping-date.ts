import { wireTimestamp } from "../shared/clock.ts";
import { assertDay } from "../shared/days.ts";
import { readInstant } from "../shared/instants.ts";
import { refused } from "./refusals.ts";

/** When an entry is booked. */
export interface BookkeepingDate {
  /** The day in UTC, `YYYY-MM-DD`, by which entries are sorted and periods are closed. */
  readonly day: string;
  /** What an export item shows: the instant, else the day's first second in UTC (contract section 2, date). */
  readonly moment: string;
}

/** A row's date as it is kept and shown: a day as given, an instant in UTC to the whole second; what is no date stays as it is, so that rows can be compared before they are checked. */
export function keptDate(given: string): string {
  const instant = readInstant(given);
  return instant === undefined ? given : wireTimestamp(instant);
}

/** Reads a row's date: a day or an instant (contract section 6, An entry row). Throws BAD_REQUEST naming `date`. */
export function readBookkeepingDate(given: string): BookkeepingDate {
  if (!/t/i.test(given)) {
    assertDay(given, "date");
    return { day: given, moment: `${given}T00:00:00Z` };
  }
  const moment = keptDate(given);
  // An offset can lead out of the years 1900 to 9999: the next one is written +010000.
  if (readInstant(moment) === undefined || moment < "1900") throw refused("date", `${given} is no timestamp`);
  return { day: moment.slice(0, 10), moment };
}
