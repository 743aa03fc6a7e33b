import type { Money } from "@ledgerport/sdk";
import { ItemFailure } from "../targets/target.ts";

/** An exact amount: a count of ten-thousandths of the currency's unit. */
export type Amount = bigint;

/** Beyond this, a JSON number is no longer exact (contract 1). */
const LARGEST = 2 ** 53;

/**
 * The exact amount of `money`, whose value is in hundredths with at most two decimals.
 * Throws ItemFailure `validation_failure` when the value is none of that, or the currency is no ISO 4217 code.
 */
export function amountOf(money: Money): Amount {
  if (!/^[A-Z]{3}$/.test(money.currency)) {
    throw new ItemFailure("validation_failure", `${JSON.stringify(money.currency)} is not a currency code.`);
  }
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(money.value));
  if (match === null || Math.abs(money.value) > LARGEST) {
    throw new ItemFailure("validation_failure", `${money.value} is not an exact amount in hundredths.`);
  }
  const [, minus, whole = "", decimals = ""] = match;
  const size = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, "0"));
  return minus === "-" ? -size : size;
}

/** Currencies whose unit is not divided by a hundred (ISO 4217). */
const OTHER_DECIMALS = new Map<string, number>([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"].map((code) => [code, 0] as const),
  ...["PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0] as const),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

/** How many decimals amounts in `currency` are usually written with. */
export function usualDecimals(currency: string): number {
  return OTHER_DECIMALS.get(currency) ?? 2;
}

/**
 * `amount` in units of its currency, exactly: the currency's usual decimals, and more where the amount has them.
 * No grouping, a point before the decimals.
 */
export function decimalText(amount: Amount, currency: string): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, "0");
  const usual = usualDecimals(currency);
  const all = digits.slice(-4);
  const decimals = all.slice(0, usual) + all.slice(usual).replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}${digits.slice(0, -4)}${decimals === "" ? "" : `.${decimals}`}`;
}

/** The amount written as `text` (as `decimalText` writes it), or undefined when it is something else. */
export function amountFromText(text: string): Amount | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return undefined;
  const size = BigInt(match[2] ?? "") * 10_000n + BigInt((match[3] ?? "").padEnd(4, "0"));
  return match[1] === "-" ? -size : size;
}

/** The wire's form of an exact amount. Exact as long as the amount came from the wire. */
export function moneyOf(amount: Amount, currency: string): Money {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
  // Through text, which is rounded once at most; a division of a big count would round twice.
  const value = Number(`${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`);
  return { currency, value };
}
