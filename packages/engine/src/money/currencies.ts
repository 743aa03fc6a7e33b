import currencyCodes from "currency-codes";
import type { Minor } from "./minor.ts";

/** Codes of ISO 4217 that stand for no currency: for tests, and for transactions without one. */
const NO_CURRENCIES = new Set(["XTS", "XXX"]);

/** Decimals of an amount inside: ten-thousandths. */
const DECIMALS_INSIDE = 4;

/** The smallest amount of each currency, by its code. */
const SMALLEST: ReadonlyMap<string, Minor> = new Map(
  [...decimalsByCurrency()]
    .filter(([currency]) => !NO_CURRENCIES.has(currency))
    .map(([currency, decimals]) => [currency, 10n ** BigInt(DECIMALS_INSIDE - decimals)]),
);

/**
 * Decimals by currency. The list of ISO 4217 says how many a currency has: the runtime's own data speak of what is usual
 * in shops (IQD and HUF without decimals), which books are not kept in. Only currencies that are newer than the list, or
 * were withdrawn and stand in older books (HRK), are taken from there.
 */
function* decimalsByCurrency(): Generator<[string, number]> {
  for (const currency of Intl.supportedValuesOf("currency")) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    yield [currency, format.resolvedOptions().maximumFractionDigits ?? 2];
  }
  for (const { code, digits } of currencyCodes.data) yield [code, digits];
}

/** The smallest amount of a currency (ISO 4217's minor unit); undefined when there is no such currency. */
export function smallestAmount(currency: string): Minor | undefined {
  return SMALLEST.get(currency);
}
