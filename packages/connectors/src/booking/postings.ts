import type { AccountingEntryLine } from "@ledgerport/sdk";
import type { LedgerAccount } from "./accounts.ts";
import type { BothAmounts, Booking } from "./booking.ts";
import type { VendorDocument } from "./payable.ts";

/** One leg of a booking: positive on the debit side. All legs of a booking sum to nothing. */
export interface Posting {
  account: LedgerAccount;
  amount: BothAmounts;
  /** The line whose cost it is. */
  line?: AccountingEntryLine;
  /** What it is in the vendor's ledger, where it only passes through. */
  document?: VendorDocument;
}

/** The legs of a booking, in the order in which they are written. */
export function postingsOf({ lines, through, counter, total }: Booking): Posting[] {
  return [
    ...lines.flatMap(({ account, cost, source, tax }) => [
      { account, amount: cost, line: source },
      ...(tax === undefined ? [] : [{ account: tax.input, amount: amountsOf(tax) }]),
      ...(tax?.output === undefined ? [] : [{ account: tax.output, amount: negated(tax) }]),
    ]),
    ...(through?.documents ?? []).map((document, index) => ({
      account: through?.account ?? counter,
      amount: index === 0 ? negated(total) : total,
      document,
    })),
    { account: counter, amount: negated(total) },
  ];
}

function amountsOf({ wallet, supplier }: BothAmounts): BothAmounts {
  return { wallet, supplier };
}

function negated({ wallet, supplier }: BothAmounts): BothAmounts {
  return { wallet: -wallet, supplier: -supplier };
}
