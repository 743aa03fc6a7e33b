import type { Totals } from "./totals.ts";

/** Rows of the city's file. */
export const ROWS = 4823;

/** Rows whose account is `*****`: nobody has said yet where they belong, so they must not be booked. */
export const ROWS_WITHOUT_ACCOUNT = 25;

/** What the city printed under its workbook, in hundredths (data/README.md): everything, and by the currency paid in. */
export const PRINTED: Totals = {
  inCad: 125962567n,
  byOriginalCurrency: new Map([
    ["CAD", 122944959n],
    ["USD", 2288281n],
    ["EUR", 11027n],
    ["GBP", 6100n],
    ["AUD", 9000n],
  ]),
};
