/** Rows of the city's file. */
export const ROWS = 4823;

/** Rows whose account is `*****`: nobody has said yet where they belong, so they must not be booked. */
export const ROWS_WITHOUT_ACCOUNT = 25;

/** What the city printed under its workbook, in hundredths (data/README.md). */
export const PRINTED = {
  /** Everything, in Canadian dollars. */
  inCad: 125962567n,
  /** By the currency that was paid in. */
  byOriginalCurrency: { CAD: 122944959n, USD: 2288281n, EUR: 11027n, GBP: 6100n, AUD: 9000n },
} as const;
