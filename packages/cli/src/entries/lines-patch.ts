import type { Entry, EntryPatch } from "@ledgerport/sdk";
import { UsageError } from "../exit-codes.ts";
import type { LinePatch } from "./entry-assignments.ts";

type Line = Entry["lines"][number];
type LineRow = NonNullable<EntryPatch["lines"]>[number];

/**
 * The lines of an entry with one of them changed: a patch replaces them all. `number` counts from 1 and may be left out
 * where there is one line. Throws UsageError for a line that there is not.
 */
export function patchedLines({ lines }: Entry, patch: LinePatch, number: number | undefined): LineRow[] {
  if (number === undefined && lines.length > 1) {
    throw new UsageError(`The entry has ${lines.length} lines: say which one with --line`);
  }
  const changed = number ?? 1;
  if (changed > lines.length)
    throw new UsageError(`The entry has ${lines.length} line(s), no line ${changed}`);
  return lines.map((line, index) => lineRow(line, index + 1 === changed ? patch : {}, lines.length === 1));
}

function lineRow(line: Line, patch: LinePatch, isOnly: boolean): LineRow {
  const { id, amount, accountCode, taxCode, tags } = line;
  return {
    id,
    // An only line goes by the entry's amount, also when that is changed later.
    ...(!isOnly && { amount }),
    ...(keepsNet(line, patch) && { netAmount: line.netAmount }),
    ...(accountCode && { accountCode }),
    ...(taxCode && { taxCode }),
    ...(tags && { tags }),
    ...patch,
  };
}

/**
 * Whether a line's net amount is told to the server again. Of a line with a tax code nobody knows whether it was given or
 * computed: it stays while the code does, and is computed anew for another. Without a code only a given one can differ
 * from the amount (contract section 8, Tax), and that is never dropped.
 */
function keepsNet({ amount, netAmount, taxCode }: Line, patch: LinePatch): boolean {
  if (taxCode) return patch.taxCode === undefined || patch.taxCode === taxCode;
  return (
    netAmount.inWalletCurrency.value !== amount.inWalletCurrency.value ||
    netAmount.inSupplierCurrency.value !== amount.inSupplierCurrency.value
  );
}
