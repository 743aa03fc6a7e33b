import type { AccountRecord } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";

/** What the company says of its ledger besides the export items. */
export interface CompanyBooks {
  /** The chart of accounts. */
  accounts: readonly AccountRecord[];
  /** The last day, `YYYY-MM-DD`, that nothing can be booked on any more. */
  closedThrough?: string;
}

/** The first of `days`, in their order, on which the books are open, else the first open day of all; `YYYY-MM-DD`. */
export function openDay(
  closedThrough: string | undefined,
  ...days: readonly [string, ...(readonly string[])]
): string {
  if (closedThrough === undefined) return days[0];
  return days.find((day) => day > closedThrough) ?? dayAfter(closedThrough);
}

/**
 * Throws ItemFailure `accounting_system_validation_failure`, in the words of readiness, when nothing can be booked on
 * `day`: a closed period would say something else than was reported of it.
 */
export function assertOpen(day: string, closedThrough: string | undefined): void {
  if (closedThrough === undefined || day > closedThrough) return;
  throw new ItemFailure(
    "accounting_system_validation_failure",
    `The books are closed through ${closedThrough}: choose a later date, or reopen the period`,
  );
}

/** The day after `day`, both `YYYY-MM-DD`. */
function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
