import type { EntryRow } from "@ledgerport/contract";
import { smallestAmount } from "@ledgerport/engine";
import fc from "fast-check";
import { everydayMinors, hugeMinors, wireMoney } from "./money.ts";

type LineRow = NonNullable<EntryRow["lines"]>[number];

/** What lines may refer to. */
export interface LineCodes {
  accountCodes: readonly string[];
  taxCodes: readonly string[];
  /** Those of them whose tax is no part of a line's amount: its net is the whole amount. */
  taxCodesOnTop: readonly string[];
  tags: readonly { groupCode: string; code: string }[];
}

/** An entry's amount and the lines that fit it; undefined lines are left out of the row. */
export interface Amounts {
  amount: EntryRow["amount"];
  lines: LineRow[] | undefined;
}

interface Currencies {
  wallet: string;
  supplier: string;
}

function smallestOf(currency: string): bigint {
  return smallestAmount(currency) ?? 1n;
}

/** Makes an amount one that the currency has: down to whole multiples of its smallest. */
function multipleOf(currency: string): (minor: bigint) => bigint {
  const smallest = smallestOf(currency);
  return (minor) => (minor / smallest) * smallest;
}

const sumOf = (minors: readonly bigint[]): bigint => minors.reduce((sum, minor) => sum + minor, 0n);

/**
 * Whether the shares of a supplier's amount by the lines' wallet amounts fit the wire. Lines that cancel out give no
 * proportion, and those that nearly do make shares much larger than the amount.
 */
function canBeShared(charged: bigint, total: bigint, wallets: readonly bigint[]): boolean {
  const size = (minor: bigint) => (minor < 0n ? -minor : minor);
  const most = charged % 100n === 0n ? MOST_WHOLE : MOST_WITH_DECIMALS;
  return total !== 0n && wallets.every((wallet) => size(charged * wallet) < most * size(total));
}

/** Well below what the wire takes (2^53 hundredths, and 2^46 with decimals), in ten-thousandths. */
const MOST_WHOLE = 2n ** 52n * 100n;
const MOST_WITH_DECIMALS = 2n ** 45n * 100n;

/** Without a supplier's amount, with one for the entry alone, or with one for each line as well. */
const FOREIGN = ["none", "whole", "lines"] as const;

/** Amounts in both currencies and lines that add up, with or without net amounts, accounts, taxes and tags. */
export function arbitraryAmounts(currencies: Currencies, codes: LineCodes): fc.Arbitrary<Amounts> {
  const everyday = amountsOf(everydayMinors, currencies, codes);
  // Parts of huge amounts in thousandths would be finer than the wire takes at that size.
  if ([currencies.wallet, currencies.supplier].some((currency) => smallestOf(currency) < 100n))
    return everyday;
  return fc.oneof(
    { weight: 4, arbitrary: everyday },
    { weight: 1, arbitrary: amountsOf(hugeMinors, currencies, codes) },
  );
}

function amountsOf(
  minors: fc.Arbitrary<bigint>,
  currencies: Currencies,
  codes: LineCodes,
): fc.Arbitrary<Amounts> {
  const details = fc.record(
    {
      accountCode: fc.constantFrom(...codes.accountCodes, null),
      taxCode: fc.constantFrom(...codes.taxCodes, null),
      tags: fc.option(fc.subarray([...codes.tags])),
    },
    { requiredKeys: [] },
  );
  const part = fc.record({
    wallet: minors,
    supplier: minors,
    details,
    net: fc.constantFrom("absent", "whole", "half"),
  });
  return fc
    .record({
      parts: fc.array(part, { minLength: 1, maxLength: 8 }),
      withLines: fc.boolean(),
      foreign: fc.constantFrom(...FOREIGN),
      charged: minors,
    })
    .map(({ parts: drawn, withLines, foreign, charged: drawnCharge }): Amounts => {
      const inWallet = (minor: bigint) => wireMoney(currencies.wallet, minor);
      const inSupplier = (minor: bigint) => wireMoney(currencies.supplier, minor);
      const ofWallet = multipleOf(currencies.wallet);
      const ofSupplier = multipleOf(currencies.supplier);
      const charged = ofSupplier(drawnCharge);
      const parts = drawn.map((drawnPart) => ({
        ...drawnPart,
        wallet: ofWallet(drawnPart.wallet),
        supplier: ofSupplier(drawnPart.supplier),
      }));
      const perLine = withLines && foreign === "lines";
      const total = sumOf(parts.map(({ wallet }) => wallet));
      const shares = parts.map(({ wallet }) => wallet);
      const isForeign = foreign !== "none" && (perLine || !withLines || canBeShared(charged, total, shares));
      const supplierTotal = perLine ? sumOf(parts.map(({ supplier }) => supplier)) : charged;
      const lines = parts.map(({ wallet, supplier, details: own, net }): LineRow => {
        const pair = (part: (minor: bigint) => bigint) => ({
          inWalletCurrency: inWallet(ofWallet(part(wallet))),
          ...(perLine ? { inSupplierCurrency: inSupplier(ofSupplier(part(supplier))) } : {}),
        });
        const isHalf = net === "half" && !codes.taxCodesOnTop.includes(own.taxCode ?? "");
        const netAmount = pair((minor) => (isHalf ? minor / 2n : minor));
        return {
          amount: pair((minor) => minor),
          ...own,
          ...(net === "absent" || wallet === 0n ? {} : { netAmount }),
        };
      });
      return {
        amount: {
          inWalletCurrency: inWallet(total),
          ...(isForeign ? { inSupplierCurrency: inSupplier(supplierTotal) } : {}),
        },
        lines: withLines ? lines : undefined,
      };
    });
}
