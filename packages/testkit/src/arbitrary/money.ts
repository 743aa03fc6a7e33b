import type { EntryRow } from "@ledgerport/contract";
import fc from "fast-check";

/** Money as the wire has it. */
export type WireMoney = EntryRow["amount"]["inWalletCurrency"];

/** So many ten-thousandths of a currency's unit as the wire writes them: hundredths with at most two decimals. */
export function wireMoney(currency: string, minor: bigint): WireMoney {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, "0");
  const value = Number(`${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`);
  // There is no negative zero in JSON.
  return { currency, value: value === 0 ? 0 : value };
}

/** The ten-thousandths that a number on the wire stands for, read from its digits, so without any rounding. */
export function minorOf(value: number): bigint {
  const [whole = "0", decimals = ""] = String(value).split(".");
  if (!/^-?\d+$/.test(whole) || !/^\d{0,2}$/.test(decimals)) throw new RangeError(`${value} is no amount`);
  return BigInt(whole + decimals.padEnd(2, "0"));
}

const hundredths = (most: bigint) => fc.bigInt({ min: -most, max: most }).map((count) => count * 100n);

/** Amounts of every-day size in ten-thousandths, now and then with decimals of the wire's value. */
export const everydayMinors: fc.Arbitrary<bigint> = fc.oneof(
  hundredths(10n ** 8n),
  fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
);

/**
 * Amounts in ten-thousandths of up to 2^49 whole hundredths, so that eight of them still fit; the wire takes no
 * decimals at this size.
 */
export const hugeMinors: fc.Arbitrary<bigint> = hundredths(2n ** 49n);
