import { DomainError } from "./errors.ts";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Throws BAD_REQUEST naming `param` unless the text is a day of the calendar, `YYYY-MM-DD`. */
export function assertDay(text: string, param: string): void {
  const [, year, month, day] = DAY.exec(text) ?? [];
  const last = year === undefined ? 0 : lastOfMonth(Number(year), Number(month));
  if (Number(year) >= 1 && Number(day) >= 1 && Number(day) <= last) return;
  throw new DomainError("BAD_REQUEST", `${param}: ${text} is not a day (YYYY-MM-DD)`, { param });
}

function lastOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}
