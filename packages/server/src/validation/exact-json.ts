/**
 * Only a number with this many digits, or one divided by a power of ten, may be another one than the double it reads as.
 * Begins with what stands before a number, or ids would be searched digit by digit.
 */
const MAY_BE_ROUNDED = /[[:,\s]-?(?:\d[\d.]{15}|[\d.]+[eE]-)/;
const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads JSON without rounding a number (contract section 1: money is never a rounded float): one that no double is equal
 * to, as far as its shortest text goes, becomes NaN, which no schema takes for a number, so that the field is named.
 * Throws SyntaxError for what is no JSON.
 */
export function parseExactly(text: string): unknown {
  return MAY_BE_ROUNDED.test(text) ? JSON.parse(text, exactOrNaN) : JSON.parse(text);
}

function exactOrNaN(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return decimalOf(context.source) === decimalOf(String(value)) ? value : Number.NaN;
}

/** The same text for all ways of writing one number down, but for its sign. */
function decimalOf(text: string): string {
  const [, whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
