import assert from "node:assert/strict";
import { test } from "node:test";
import { readColumn } from "./support/read-entries.ts";

/** Cells, how the mapping says they are written, and what they are in hundredths. */
const READ: [string[], object, unknown[]][] = [
  [["12.34", "-12.34", "1234"], {}, [1234, -1234, 123400]],
  [["1.234,56", "-0,5"], { decimal: ",", group: "." }, [123456, -50]],
  [["1'234.56", "1’234.56"], { decimal: ".", group: "'" }, [123456, 123456]],
  [["12,34,567.89"], { decimal: ".", group: "," }, [123456789]],
  [["1 234,56", "1 234,56", "1 234,56"], { decimal: ",", group: " " }, [123456, 123456, 123456]],
  [["−12.34", "–12.34", "12.34-", "(12.34)"], {}, [-1234, -1234, -1234, -1234]],
  [["€ 12.34", "-€12.34", "12.34 €"], { unit: "€" }, [1234, -1234, 1234]],
  [["12.34"], { negate: true }, [-1234]],
];

test("amounts are read as people write them: groups of many kinds, typographic minus and apostrophe, signs of currencies", async () => {
  for (const [cells, style, values] of READ)
    assert.deepEqual(await readColumn(cells, { as: "amount", ...style }), values, cells.join(" | "));
});

test("a column whose point may as well stand before thousands is asked about, not guessed", async () => {
  await assert.rejects(
    readColumn(["1.234", "2.500"], { as: "amount" }),
    /Column "a" has "1\.234" in line 2.*must say "decimal": "\." or "decimal": ",", "group": "\."/,
  );
});

test("a column is not ambiguous when another cell shows what its point is", async () => {
  assert.deepEqual(await readColumn(["1.234", "2.5"], { as: "amount" }), [123.4, 250]);
  assert.deepEqual(await readColumn(["1.234"], { as: "amount", decimal: "." }), [123.4]);
});

test("numbers that are written in another way are refused with what the mapping should say", async () => {
  const as = "amount";
  await assert.rejects(
    readColumn(["12,50"], { as }),
    /must say how its numbers are written.*"decimal": ","/s,
  );
  await assert.rejects(readColumn(["£1,234.50"], { as }), /"unit": "£", "decimal": "\.", "group": ","/);
});

test("what is no number is the fault of its row alone", async () => {
  const [first, second] = await readColumn(["12.34", "soon"], { as: "amount" });
  assert.equal(first, 1234);
  assert.match(String(second), /^line 3: .*"soon"/);
});

test("currency codes are read in either case", async () => {
  assert.deepEqual(await readColumn(["eur", "GBP"], { as: "currency" }), ["EUR", "GBP"]);
});
