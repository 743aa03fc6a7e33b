/** An exact amount of money: a count of ten-thousandths of the currency's unit (1 SEK is 10_000n). */
export type Minor = bigint;

/** One hundredth of the unit: the wire's 1. */
export const HUNDREDTH: Minor = 100n;

/**
 * From here on neighbouring doubles are more than a hundredth apart, so a value with decimals may have
 * been another one when it was written.
 */
const DECIMALS_HOLD_BELOW = 2 ** 46;

/**
 * The exact amount behind a wire value (hundredths with at most two decimals, contract section 1).
 * Throws RangeError, with a reason fit for the client, for a value that is not finite, has more than two decimals,
 * or is so large that the double at hand may stand for other numbers as well: 2^53 and above (2^53 + 1 reads
 * as 2^53), and 2^46 and above with decimals.
 */
export function minorFromWire(value: number): Minor {
  if (Number.isSafeInteger(value)) return BigInt(value) * HUNDREDTH;
  if (!Number.isFinite(value)) throw new RangeError("must be a finite number");
  if (Number.isInteger(value)) throw new RangeError("must be smaller than 2^53 in size");
  if (Math.abs(value) >= DECIMALS_HOLD_BELOW) throw new RangeError("must have no decimals from 2^46 on");
  // The shortest text that reads as this double: below 2^46 it is the text that was written, if that had two decimals.
  const [whole = "", decimals = ""] = String(value).split(".");
  if (decimals.length > 2 || whole.includes("e") || decimals.includes("e")) {
    throw new RangeError("must have at most two decimals");
  }
  return BigInt(whole + decimals.padEnd(2, "0"));
}

/**
 * The wire value of an amount as JSON number text: hundredths with at most two decimals, exact.
 * Throws RangeError when a reader of doubles could not tell it from its neighbours.
 */
export function wireFromMinor(amount: Minor): string {
  const text = wireText(amount);
  const value = Number(text);
  const safe = Number.isInteger(value) ? Number.isSafeInteger(value) : Math.abs(value) < DECIMALS_HOLD_BELOW;
  if (!safe) throw new RangeError("must be smaller than 2^53 in size, and than 2^46 with decimals");
  return text;
}

function wireText(amount: Minor): string {
  const size = amount < 0n ? -amount : amount;
  const whole = size / HUNDREDTH;
  const rest = size % HUNDREDTH;
  const sign = amount < 0n ? "-" : "";
  if (rest === 0n) return `${sign}${whole}`;
  const decimals = String(rest).padStart(2, "0").replace(/0$/, "");
  return `${sign}${whole}.${decimals}`;
}

/** An amount as people write it, in units with two decimals or as many as it needs: `120.00 EUR`, `1.234 KWD`. */
export function unitsText(amount: Minor, currency: string): string {
  const size = (amount < 0n ? -amount : amount).toString().padStart(5, "0");
  const decimals = size.slice(-4).replace(/0{1,2}$/, "");
  return `${amount < 0n ? "-" : ""}${size.slice(0, -4)}.${decimals} ${currency}`;
}
