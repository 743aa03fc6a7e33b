import type { LedgerAccount } from "../booking/accounts.ts";
import type { BothAmounts, Booking, BookedLine } from "../booking/booking.ts";
import { decimalText } from "../money/amount.ts";
import { accountName } from "./account-names.ts";
import type { Declared } from "./declarations.ts";
import { tagName, tagValue } from "./escape.ts";

/** The lines of text of all postings of a booking, and what they use that must be declared. */
export function postingLines(booking: Booking, uses: Declared): string[] {
  const posting = (account: LedgerAccount, amounts: BothAmounts): string[] => {
    const name = accountName(account);
    uses.accounts.add(name);
    const { amount, original } = amountText(booking, amounts, uses);
    return [`    ${name}  ${amount}`, ...(original === undefined ? [] : tagLine("original", original, uses))];
  };
  const counter = { wallet: -booking.total.wallet, supplier: -booking.total.wallet };
  const walletOnly: Booking = { ...booking, supplierCurrency: booking.walletCurrency };
  const inWallet = (account: LedgerAccount, amounts: BothAmounts): string => {
    const name = accountName(account);
    uses.accounts.add(name);
    return `    ${name}  ${amountText(walletOnly, amounts, uses).amount}`;
  };
  return [
    ...booking.lines.flatMap((line) => [
      ...posting(line.account, line.cost),
      ...lineTags(line, uses),
      ...(line.tax === undefined ? [] : posting(line.tax.input, line.tax)),
      ...(line.tax?.output === undefined ? [] : posting(line.tax.output, negated(line.tax))),
    ]),
    ...(booking.through?.documents ?? []).flatMap((document, index) => [
      inWallet(booking.through?.account ?? booking.counter, index === 0 ? counter : negated(counter)),
      ...tagLine("document", document, uses),
    ]),
    inWallet(booking.counter, counter),
  ];
}

/** A tag on its own comment line; nothing when it has no value. */
export function tagLine(name: string, value: string, uses: Declared): string[] {
  if (value === "") return [];
  uses.tags.add(name);
  return [`    ; ${name}: ${value}`];
}

function negated(amounts: BothAmounts): BothAmounts {
  return { wallet: -amounts.wallet, supplier: -amounts.supplier };
}

function lineTags(line: BookedLine, uses: Declared): string[] {
  return (line.source.tags ?? []).flatMap((tag) =>
    tagLine(`tag-${tagName(tag.groupCode)}`, tagValue(tag.code), uses),
  );
}

/**
 * The amount of a posting. A foreign amount is written with its total price in wallet currency. A total price has no
 * sign of its own, so amounts of opposite signs (they come from rounding) are booked in wallet currency, with the
 * foreign amount as a tag.
 */
function amountText(
  booking: Booking,
  amounts: BothAmounts,
  uses: Declared,
): { amount: string; original?: string } {
  const { walletCurrency, supplierCurrency } = booking;
  const { wallet, supplier } = amounts;
  uses.commodities.add(walletCurrency);
  const inWallet = `${walletCurrency} ${decimalText(wallet, walletCurrency)}`;
  if (walletCurrency === supplierCurrency && wallet === supplier) return { amount: inWallet };
  const inSupplier = `${supplierCurrency} ${decimalText(supplier, supplierCurrency)}`;
  const sameSign = supplier > 0n ? wallet >= 0n : supplier < 0n && wallet <= 0n;
  if (walletCurrency === supplierCurrency || !sameSign) return { amount: inWallet, original: inSupplier };
  uses.commodities.add(supplierCurrency);
  const price = decimalText(wallet < 0n ? -wallet : wallet, walletCurrency);
  return { amount: `${inSupplier} @@ ${walletCurrency} ${price}` };
}
