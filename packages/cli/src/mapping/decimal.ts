/** How numbers are written in a file. */
export interface NumberStyle {
  /** Between units and decimals. */
  decimal: "." | ",";
  /** Between groups of thousands, "" for none; a space stands for any blank. */
  group: string;
}

/** The style of numbers when a mapping says nothing. */
export const plainNumbers: NumberStyle = { decimal: ".", group: "" };

/** An exact decimal number: `units` divided by ten to the power of `places`. */
export interface Decimal {
  units: bigint;
  places: number;
}

/**
 * Reads a number: a sign before or after it or brackets around a negative one, groups of thousands and decimals.
 * Undefined when `text` is none; nothing is ever rounded.
 */
export function readDecimal(text: string, style: NumberStyle = plainNumbers): Decimal | undefined {
  let body = text.trim();
  let negative = false;
  if (/^\(.*\)$/s.test(body)) {
    negative = true;
    body = body.slice(1, -1);
  } else if (/^[+-]/.test(body)) {
    negative = body.startsWith("-");
    body = body.slice(1);
  } else if (body.endsWith("-")) {
    negative = true;
    body = body.slice(0, -1);
  }
  const [whole = "", fraction = "", ...rest] = body.trim().split(style.decimal);
  const digits = ungrouped(whole, style.group);
  if (digits === undefined || rest.length > 0 || !/^\d*$/.test(fraction)) return undefined;
  if (digits + fraction === "") return undefined;
  const units = BigInt(digits + fraction);
  return { units: negative ? -units : units, places: fraction.length };
}

/** The digits of a whole number without its separators; undefined unless these stand before each three digits. */
function ungrouped(whole: string, group: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  if (group === "") return undefined;
  const groups = whole.split(group === " " ? /\s/ : group);
  if (!/^\d{1,3}$/.test(groups[0] ?? "") || !groups.slice(1).every((part) => /^\d{3}$/.test(part))) {
    return undefined;
  }
  return groups.join("");
}

/** The amount a wire value may have at most, in hundredths of hundredths. */
const LARGEST = 2n ** 53n * 100n;
/** Wire values are hundredths of the currency's unit with at most two decimals (contract 1, money). */
const WIRE_PLACES = 4;

/**
 * The wire's value of an amount in the currency's unit: 12.34 becomes 1234, 0.1234 becomes 12.34.
 * Throws RangeError with the reason when the wire can't hold it exactly.
 */
export function wireValueOf(amount: Decimal): number {
  const inTenThousandths = rescaled(amount);
  const size = inTenThousandths < 0n ? -inTenThousandths : inTenThousandths;
  if (size >= LARGEST) throw new RangeError("is too large");
  const text = `${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
  const value = Number(text);
  // A double of this size holds two decimals only below 2^46; past that it is exact for whole hundredths alone.
  if (size % 100n !== 0n && value.toFixed(2) !== text) throw new RangeError("is too large for its decimals");
  return inTenThousandths < 0n ? -value : value;
}

function rescaled({ units, places }: Decimal): bigint {
  if (places <= WIRE_PLACES) return units * 10n ** BigInt(WIRE_PLACES - places);
  const divisor = 10n ** BigInt(places - WIRE_PLACES);
  if (units % divisor !== 0n) throw new RangeError("has more than four decimals");
  return units / divisor;
}
