import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { minorFromWire, wireFromMinor } from "../src/money/minor.ts";
import { apportion, divideRounded } from "../src/money/rounding.ts";
import { netOfTax, taxAmount } from "../src/money/tax.ts";

const LARGEST = 2n ** 53n - 1n;
const WITH_DECIMALS = 2n ** 46n;

/** Every amount that the wire can hold: whole hundredths up to 2^53, with decimals up to 2^46. */
const wireAmounts = fc.oneof(
  fc.bigInt({ min: -LARGEST, max: LARGEST }).map((hundredths) => hundredths * 100n),
  fc.bigInt({ min: -(WITH_DECIMALS - 1n) * 100n, max: (WITH_DECIMALS - 1n) * 100n }),
);

test("an amount comes back unchanged from the wire, through JSON's floats", () => {
  fc.assert(
    fc.property(wireAmounts, (amount) => {
      const text = wireFromMinor(amount);
      assert.match(text, /^-?\d+(\.\d{1,2})?$/);
      const value: unknown = JSON.parse(text);
      assert.equal(minorFromWire(Number(value)), amount);
    }),
    { numRuns: 2000 },
  );
});

test("known values are read exactly", () => {
  const known: [number, bigint][] = [
    [0, 0n],
    [-0, 0n],
    [89696, 8969600n],
    [123.4, 12340n],
    [0.05, 5n],
    [-0.5, -50n],
    [1.1, 110n],
    [2.01, 201n],
    [4503599627370.49, 450359962737049n],
    [9007199254740991, 900719925474099100n],
  ];
  for (const [value, amount] of known) assert.equal(minorFromWire(value), amount, String(value));
});

test("values that a double can't hold for certain are refused with a reason", () => {
  const refused: [number, RegExp][] = [
    [Number.NaN, /finite/],
    [Number.POSITIVE_INFINITY, /finite/],
    [2 ** 53, /smaller than 2\^53/],
    [-(2 ** 53), /smaller than 2\^53/],
    [1e300, /smaller than 2\^53/],
    [0.001, /at most two decimals/],
    [1e-7, /at most two decimals/],
    [1.005, /at most two decimals/],
    [2 ** 46 + 0.5, /no decimals from 2\^46/],
  ];
  for (const [value, reason] of refused) {
    assert.throws(() => minorFromWire(value), { name: "RangeError", message: reason }, String(value));
  }
  assert.throws(() => wireFromMinor((LARGEST + 1n) * 100n), RangeError);
  assert.throws(() => wireFromMinor(WITH_DECIMALS * 100n + 1n), RangeError);
});

test("no two written values with two decimals are read as one", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (WITH_DECIMALS - 1n) * 100n - 1n }), (amount) => {
      const next = amount + 1n;
      const written = (value: bigint): number =>
        Number(`${value / 100n}.${String(value % 100n).padStart(2, "0")}`);
      assert.equal(minorFromWire(written(amount)), amount);
      assert.equal(minorFromWire(written(next)), next);
    }),
  );
});

test("halves round away from zero", () => {
  assert.equal(divideRounded(5n, 2n), 3n);
  assert.equal(divideRounded(-5n, 2n), -3n);
  assert.equal(divideRounded(5n, -2n), -3n);
  assert.equal(divideRounded(4n, 3n), 1n);
  assert.equal(divideRounded(-4n, 3n), -1n);
  assert.equal(divideRounded(0n, 7n), 0n);
});

test("an amount split by weights loses nothing, and each part is within a step of its share", () => {
  const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
  const steps = fc.constantFrom(1n, 10n, 100n, 10_000n);
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(amounts, weights, steps, (amount, list, step) => {
      const total = list.reduce((sum, weight) => sum + weight, 0n);
      fc.pre(total > 0n);
      const parts = apportion(amount * step, list, step);
      assert.ok(parts);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0n),
        amount * step,
      );
      parts.forEach((part, index) => {
        const off = part * total - amount * step * (list[index] ?? 0n);
        assert.ok((off < 0n ? -off : off) <= step * total, `part ${index}`);
        assert.equal(part % step, 0n);
      });
    }),
  );
});

test("an amount can't be split by weights that sum to nothing", () => {
  assert.equal(apportion(100n, [5n, -5n], 1n), undefined);
  assert.equal(apportion(100n, [0n], 1n), undefined);
  assert.deepEqual(apportion(0n, [0n, 0n], 1n), [0n, 0n]);
  assert.deepEqual(apportion(0n, [], 1n), []);
});

test("an inclusive tax and its net sum to the amount, exclusive and reverse leave the net whole", () => {
  assert.equal(netOfTax(1200000n, { rate: 0.2, type: "inclusive" }, 100n), 1000000n);
  assert.equal(netOfTax(10000n, { rate: 0.25, type: "inclusive" }, 100n), 8000n);
  // 1.00 / 1.07 = 0.934579…
  assert.equal(netOfTax(10000n, { rate: 0.07, type: "inclusive" }, 100n), 9300n);
  assert.equal(netOfTax(-10000n, { rate: 0.07, type: "inclusive" }, 100n), -9300n);
  // 0.01 / 2 = 0.005, a half: away from zero
  assert.equal(netOfTax(100n, { rate: 1, type: "inclusive" }, 100n), 100n);
  // in thousandths: 1.234 / 1.05 = 1.17523…; in whole units: 500 / 1.1 = 454.54…
  assert.equal(netOfTax(12340n, { rate: 0.05, type: "inclusive" }, 10n), 11750n);
  assert.equal(netOfTax(5_000_000n, { rate: 0.1, type: "inclusive" }, 10_000n), 4_550_000n);
  assert.equal(netOfTax(10000n, { rate: 0.25, type: "exclusive" }, 100n), 10000n);
  assert.equal(taxAmount(10000n, 10000n, { rate: 0.25, type: "exclusive" }, 100n), 2500n);
  assert.equal(taxAmount(10000n, 10000n, { rate: 0.25, type: "reverse" }, 100n), 2500n);
  assert.equal(taxAmount(10000n, 9300n, { rate: 0.07, type: "inclusive" }, 100n), 700n);
  fc.assert(
    fc.property(wireAmounts, fc.integer({ min: 0, max: 10_000 }), (amount, tenThousandths) => {
      const tax = { rate: tenThousandths / 10_000, type: "inclusive" } as const;
      const net = netOfTax(amount, tax, 1n);
      assert.equal(net + taxAmount(amount, net, tax, 1n), amount);
      assert.ok(amount < 0n ? net >= amount && net <= 0n : net <= amount && net >= 0n);
    }),
  );
});
