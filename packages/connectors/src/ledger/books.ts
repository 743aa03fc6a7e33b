import type { AccountRecord } from "@ledgerport/sdk";

/** What the company says of its ledger besides the export items. */
export interface CompanyBooks {
  /** The chart of accounts. */
  accounts: readonly AccountRecord[];
  /** The last day, `YYYY-MM-DD`, that nothing can be booked on any more. */
  closedThrough?: string;
}

/** The day after `day`, both `YYYY-MM-DD`. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** `day`, or, while the books are closed on it, the first later day of `candidates` that is open, else the first of all. */
export function openDay(
  day: string,
  closedThrough: string | undefined,
  ...candidates: readonly string[]
): string {
  if (closedThrough === undefined) return day;
  return [day, ...candidates].find((one) => one > closedThrough) ?? dayAfter(closedThrough);
}
