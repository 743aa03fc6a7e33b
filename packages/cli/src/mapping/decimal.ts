/** How numbers are written in a file. */
export interface NumberStyle {
  /** Between units and decimals. */
  decimal: "." | ",";
  /** Between groups of digits, "" for none; a space stands for any blank, an apostrophe for any apostrophe. */
  group: string;
  /** What may stand before or behind the number, e.g. a currency sign; "" for nothing. */
  unit: string;
}

/** The style of numbers when a mapping says nothing. */
export const plainNumbers: NumberStyle = { decimal: ".", group: "", unit: "" };

/** An exact decimal number: `units` divided by ten to the power of `places`. */
export interface Decimal {
  units: bigint;
  places: number;
}

/** Minus as keyboards and as typographers write it: hyphen, minus sign, dashes, small and full-width hyphen-minus. */
const MINUS = "[-\u2212\u2010-\u2013\uFE63\uFF0D]";
const LEADING_SIGN = new RegExp(`^(?:\\+|(${MINUS}))\\s*`);
const TRAILING_MINUS = new RegExp(`\\s*${MINUS}$`);

/**
 * Reads a number: a sign before or after it or brackets around a negative one, groups of digits and decimals.
 * Undefined when `text` is none; nothing is ever rounded.
 */
export function readDecimal(text: string, style: NumberStyle = plainNumbers): Decimal | undefined {
  const { negative, body } = withoutSign(text.trim(), style.unit);
  const [whole = "", fraction = "", ...rest] = body.split(style.decimal);
  const digits = ungrouped(whole, style.group);
  if (digits === undefined || rest.length > 0 || !/^\d*$/.test(fraction)) return undefined;
  if (digits + fraction === "") return undefined;
  const units = BigInt(digits + fraction);
  return { units: negative ? -units : units, places: fraction.length };
}

/** The sign may stand before or behind the unit. */
function withoutSign(text: string, unit: string): { negative: boolean; body: string } {
  const body = withoutUnit(text, unit);
  if (/^\(.*\)$/s.test(body)) return { negative: true, body: withoutUnit(body.slice(1, -1).trim(), unit) };
  const leading = LEADING_SIGN.exec(body);
  if (leading !== null) {
    return { negative: leading[1] !== undefined, body: withoutUnit(body.slice(leading[0].length), unit) };
  }
  const unsigned = body.replace(TRAILING_MINUS, "");
  return { negative: unsigned !== body, body: withoutUnit(unsigned, unit) };
}

function withoutUnit(text: string, unit: string): string {
  if (unit === "") return text;
  if (text.startsWith(unit)) return text.slice(unit.length).trim();
  return text.endsWith(unit) ? text.slice(0, -unit.length).trim() : text;
}

/**
 * The digits of a whole number without its separators; undefined unless the last group has three digits and those
 * before it three (1,234,567) or, as in India, two (12,34,567).
 */
function ungrouped(whole: string, group: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  if (group === "") return undefined;
  const [first = "", ...others] = whole.split(separator(group));
  const last = others.pop();
  if (last === undefined || !/^\d{3}$/.test(last)) return undefined;
  const threes = /^\d{1,3}$/.test(first) && others.every((part) => /^\d{3}$/.test(part));
  const twos = /^\d{1,2}$/.test(first) && others.every((part) => /^\d{2}$/.test(part));
  return threes || twos ? [first, ...others, last].join("") : undefined;
}

function separator(group: string): string | RegExp {
  if (group === " ") return /\s/;
  return group === "'" ? /['\u2018\u2019\u02BC\u2032]/ : group;
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

/** The amount behind a wire value that wireValueOf has made. */
export function amountOf(wireValue: number): Decimal {
  const units = Number.isInteger(wireValue) ? BigInt(wireValue) * 100n : BigInt(Math.round(wireValue * 100));
  return { units, places: WIRE_PLACES };
}

function rescaled({ units, places }: Decimal): bigint {
  if (places <= WIRE_PLACES) return units * 10n ** BigInt(WIRE_PLACES - places);
  const divisor = 10n ** BigInt(places - WIRE_PLACES);
  if (units % divisor !== 0n) throw new RangeError("has more than four decimals");
  return units / divisor;
}
