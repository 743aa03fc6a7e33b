import type { Minor } from "./minor.ts";

/** numerator / denominator to the nearest whole number, halves away from zero. The denominator must not be 0. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const size = (2n * top + bottom) / (2n * bottom);
  return negative ? -size : size;
}

/** amount × numerator / denominator, rounded half away from zero to a multiple of `step`. */
export function proportion(amount: Minor, numerator: bigint, denominator: bigint, step: Minor): Minor {
  return divideRounded(amount * numerator, denominator * step) * step;
}

/**
 * Splits an amount in proportion to the weights, so that the parts sum to it exactly: each part is the difference
 * of two running totals, rounded to multiples of `step`. All parts are 0 when the amount and every weight are.
 * Undefined when the weights sum to 0 and give no proportion.
 */
export function apportion(amount: Minor, weights: readonly bigint[], step: Minor): Minor[] | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) {
    return amount === 0n && weights.every((weight) => weight === 0n) ? weights.map(() => 0n) : undefined;
  }
  let weight = 0n;
  let handedOut = 0n;
  return weights.map((own) => {
    weight += own;
    const reached = proportion(amount, weight, total, step);
    const part = reached - handedOut;
    handedOut = reached;
    return part;
  });
}
