import assert from "node:assert/strict";
import { test } from "node:test";
import { CURRENCIES } from "@ledgerport/testkit";
import fc from "fast-check";
import { entryFromRow } from "../src/entries/entry-from-row.ts";
import type { EntryRow } from "../src/entries/model.ts";
import { smallestAmount } from "../src/money/currencies.ts";
import { type Minor, minorFromWire, wireFromMinor } from "../src/money/minor.ts";
import { renderTemplate } from "../src/rendering/render.ts";
import { plainRow, recordId, testBook } from "./support/entry-rows.ts";

const COMPANY = { id: recordId(0, 1), bookkeepingMethod: "journal" as const };
const IDENTITY = { id: recordId(0, 2), reconciliationId: "1" };
const CONTEXT = {
  publicUrl: "https://lp.example",
  book: testBook,
  vendorBased: false,
  withContraAccount: true,
  files: new Map<string, string>(),
  settled: new Map<string, string>(),
};

interface Pair {
  inWalletCurrency: { value: number };
}
interface Line {
  lineAmount: Pair;
  netAmount: Pair;
  tax: { amount: Pair } | null;
}

/** An entry's line as exported, in ten-thousandths of the wallet's currency. */
interface Figures {
  gross: Minor;
  net: Minor;
  tax: Minor;
}

function exported(row: EntryRow): Figures[] {
  const { template } = entryFromRow(row, COMPANY, testBook, IDENTITY);
  const item = JSON.parse(renderTemplate(template, CONTEXT)) as { accountingEntryLines: Line[] };
  return item.accountingEntryLines.map(({ lineAmount, netAmount, tax }) => ({
    gross: minorFromWire(lineAmount.inWalletCurrency.value),
    net: minorFromWire(netAmount.inWalletCurrency.value),
    tax: minorFromWire(tax?.amount.inWalletCurrency.value ?? 0),
  }));
}

const inclusive = (currency: string, lines: readonly { steps: bigint; taxCode: string }[]): EntryRow => {
  const step = smallestAmount(currency) ?? 0n;
  const money = (steps: bigint) => ({
    inWalletCurrency: { currency, value: Number(wireFromMinor(steps * step)) },
  });
  return plainRow({
    amount: money(lines.reduce((total, { steps }) => total + steps, 0n)),
    lines: lines.map(({ steps, taxCode }) => ({ amount: money(steps), taxCode })),
  });
};

/** Both signs, nothing, the smallest amount there is and amounts that no rate divides. */
const STEPS = fc.oneof(fc.constantFrom(0n, 1n, -1n, 5n, 500n), fc.bigInt({ min: -99_999n, max: 99_999n }));
const LINES = fc.array(fc.record({ steps: STEPS, taxCode: fc.constantFrom("V20", "V10", "V7", "Z") }), {
  minLength: 1,
  maxLength: 6,
});

test("in every currency net and tax are whole smallest amounts and sum to the line, and the lines to the entry", () => {
  for (const currency of CURRENCIES) {
    const step = smallestAmount(currency);
    assert.ok(step !== undefined, currency);
    fc.assert(
      fc.property(LINES, (lines) => {
        const figures = exported(inclusive(currency, lines));
        for (const [at, { gross, net, tax }] of figures.entries()) {
          assert.equal(gross, (lines[at]?.steps ?? 0n) * step);
          assert.equal(net + tax, gross, currency);
          assert.deepEqual([net % step, tax % step], [0n, 0n], currency);
        }
      }),
      { numRuns: 20 },
    );
  }
});

test("a line's net and tax are the same wherever it stands among the lines", () => {
  const currencies = fc.constantFrom("JPY", "EUR", "KWD", "CLF", "HUF");
  fc.assert(
    fc.property(currencies, LINES, (currency, lines) => {
      const forwards = exported(inclusive(currency, lines));
      const backwards = exported(inclusive(currency, lines.toReversed()));
      assert.deepEqual(backwards.toReversed(), forwards);
    }),
  );
});
