import type { TaxRate } from "../reference/model.ts";
import type { Minor } from "./minor.ts";
import { proportion } from "./rounding.ts";

/** An exact fraction: the rate times `scale`. */
interface Fraction {
  readonly numerator: bigint;
  readonly scale: bigint;
}

/** The decimal number that was written for a double, exactly: 0.2 is 2/10. The value must not be negative. */
function fractionOf(value: number): Fraction {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "", decimals = ""] = mantissa.split(".");
  const places = decimals.length - Number(exponent);
  const digits = BigInt(whole + decimals);
  return places >= 0
    ? { numerator: digits, scale: 10n ** BigInt(places) }
    : { numerator: digits * 10n ** BigInt(-places), scale: 1n };
}

/**
 * The part of a line's amount that is not tax. Of an inclusive tax: amount / (1 + rate), rounded half away from
 * zero to a multiple of `step`, the currency's smallest amount. An exclusive tax (on top) and a reverse one (owed by the
 * buyer) are no part of the amount, so it is all net.
 */
export function netOfTax(amount: Minor, { rate, type }: TaxRate, step: Minor): Minor {
  if (type !== "inclusive") return amount;
  const { numerator, scale } = fractionOf(rate);
  return proportion(amount, scale, scale + numerator, step);
}

/**
 * The tax on a line. Inclusive: what the amount holds besides the net, so that both sum to it. Exclusive and
 * reverse: net × rate, rounded half away from zero to a multiple of `step`.
 */
export function taxAmount(amount: Minor, net: Minor, { rate, type }: TaxRate, step: Minor): Minor {
  if (type === "inclusive") return amount - net;
  const { numerator, scale } = fractionOf(rate);
  return proportion(net, numerator, scale, step);
}
