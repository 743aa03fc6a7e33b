import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readDecimal, wireValueOf } from "../src/mapping/decimal.ts";

const wire = (text: string, style = { decimal: "." as const, group: "", unit: "" }) => {
  const decimal = readDecimal(text, style);
  return decimal === undefined ? undefined : wireValueOf(decimal);
};

test("amounts become hundredths exactly, whatever their size", () => {
  const anyAmount = fc.tuple(fc.bigInt({ min: -(2n ** 53n) + 1n, max: 2n ** 53n - 1n }));
  fc.assert(
    fc.property(anyAmount, ([hundredths]) => {
      const size = hundredths < 0n ? -hundredths : hundredths;
      const sign = hundredths < 0n ? "-" : "";
      const text = `${sign}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
      assert.equal(BigInt(wire(text) ?? Number.NaN), hundredths);
    }),
  );
});

test("an amount that a float would round stays what it is", () => {
  assert.equal(wire("0.29"), 29);
  assert.equal(wire("1.005"), 100.5);
  assert.equal(wire("0.0001"), 0.01);
  assert.equal(wire("-18958.50"), -1895850);
  assert.equal(wire("70368744177.6641"), 7036874417766.41);
});

test("an amount that the wire can't hold exactly is refused, not rounded", () => {
  assert.throws(() => wire("1.00001"), /more than four decimals/);
  assert.equal(wire("1.00010"), 100.01);
  assert.throws(() => wire("90071992547409.92"), /too large/);
  assert.throws(() => wire("80071992547409.9101"), /too large for its decimals/);
});

test("signs and separators are read as the file writes them", () => {
  assert.equal(wire("(12.50)"), -1250);
  assert.equal(wire("12.50-"), -1250);
  assert.equal(wire("+12.5"), 1250);
  assert.equal(wire(" .5 "), 50);
  const german = { decimal: "," as const, group: ".", unit: "" };
  assert.equal(wireValueOf(readDecimal("1.234.567,89", german) ?? { units: 0n, places: 0 }), 123456789);
});

test("what is no number is none", () => {
  for (const text of ["", "-", ".", "abc", "1.2.3", "1e5", "0x10", "--1", "(1", "1,000", "12 €", "١"]) {
    assert.equal(readDecimal(text), undefined, text);
  }
  const english = { decimal: "." as const, group: ",", unit: "" };
  for (const text of ["1,00", "1,0000", ",100", "1,,000"]) {
    assert.equal(readDecimal(text, english), undefined, text);
  }
  assert.deepEqual(readDecimal("1,000.5", english), { units: 10005n, places: 1 });
});
