/** Sums of one set of entries or postings, in hundredths. */
export interface Totals {
  inCad: bigint;
  byOriginalCurrency: ReadonlyMap<string, bigint>;
}

/** Adds up totals while they are read. */
export class Sum implements Totals {
  inCad = 0n;
  readonly byOriginalCurrency = new Map<string, bigint>();

  add(inCad: bigint, currency: string, original: bigint): void {
    this.inCad += inCad;
    this.byOriginalCurrency.set(currency, (this.byOriginalCurrency.get(currency) ?? 0n) + original);
  }
}

/** `total` less `part`. */
export function less(total: Totals, part: Totals): Totals {
  const rest = [...total.byOriginalCurrency].map(([currency, value]): [string, bigint] => [
    currency,
    value - (part.byOriginalCurrency.get(currency) ?? 0n),
  ]);
  return { inCad: total.inCad - part.inCad, byOriginalCurrency: new Map(rest) };
}

/** Whether all sums are the same, to the last hundredth. */
export function same(one: Totals, other: Totals): boolean {
  return text(one) === text(other);
}

/** All sums in one line. */
export function text({ inCad, byOriginalCurrency }: Totals): string {
  const sums = [...byOriginalCurrency]
    .filter(([, value]) => value !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `CAD ${money(inCad)} (paid as ${sums.map(([currency, value]) => `${currency} ${money(value)}`).join(", ")})`;
}

/** Hundredths as people write them: 1,259,625.67. */
export function money(hundredths: bigint): string {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const units = (size / 100n).toLocaleString("en-GB");
  return `${hundredths < 0n ? "-" : ""}${units}.${String(size % 100n).padStart(2, "0")}`;
}
