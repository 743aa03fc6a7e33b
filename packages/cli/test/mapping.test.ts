// oxlint-disable unicorn/no-thenable -- `then` is a word of the mapping file
import assert from "node:assert/strict";
import { test } from "node:test";
import { MappingError, RowFault } from "../src/mapping/fault.ts";
import { parseMapping } from "../src/mapping/mapping.ts";
import { rowOf } from "./support/rows.ts";

const mapped = (entry: unknown, cells: Record<string, string>, others: object = {}) =>
  parseMapping(JSON.stringify({ ...others, entry })).entry?.read(rowOf(cells)) ?? {};

test("constants stay, and cells come in without the blanks around them", () => {
  const entry = { type: "fee", note: { column: "N" }, links: { web: { column: "W", trim: false } } };
  assert.deepEqual(mapped(entry, { N: "  a b ", W: " x " }), {
    type: "fee",
    note: "a b",
    links: { web: " x " },
  });
});

test("what a row doesn't say is left out, and so is an object of nothing but constants", () => {
  const entry = {
    note: { column: "N" },
    supplier: { name: { column: "S", absent: ["n/a"] }, country: "CA" },
    lines: [{ tags: [{ groupCode: "cost", code: { column: "T" } }] }],
    amount: { inWalletCurrency: { currency: "CAD", value: 5 } },
  };
  const amount = entry.amount;
  assert.deepEqual(mapped(entry, { N: "", S: " n/a ", T: "" }), { amount });
  assert.deepEqual(mapped(entry, { N: "", S: "Esso", T: "B1" }), {
    supplier: { name: "Esso", country: "CA" },
    lines: [{ amount, tags: [{ groupCode: "cost", code: "B1" }] }],
    amount,
  });
});

test("a line without an amount has the entry's, unless there are several lines", () => {
  const amount = { inWalletCurrency: { currency: "CAD", value: { column: "A", as: "amount" } } };
  const line = { accountCode: { column: "G" } };
  const read = { inWalletCurrency: { currency: "CAD", value: 1234 } };
  assert.deepEqual(mapped({ amount, lines: [line] }, { A: "12.34", G: "1" })["lines"], [
    { amount: read, accountCode: "1" },
  ]);
  assert.deepEqual(mapped({ amount, lines: [line, line] }, { A: "12.34", G: "1" })["lines"], [
    { accountCode: "1" },
    { accountCode: "1" },
  ]);
});

test("a joined text is whole or absent", () => {
  const entry = { externalRef: { join: ["cards", { column: "F" }, { column: "N" }], with: "/" } };
  assert.deepEqual(mapped(entry, { F: "may", N: "7" }), { externalRef: "cards/may/7" });
  assert.deepEqual(mapped(entry, { F: "may", N: "" }), {});
});

test("a condition chooses by sign, by value or by absence", () => {
  const bySign = { type: { if: { column: "A", is: "negative" }, then: "refund", else: "card_purchase" } };
  assert.deepEqual(mapped(bySign, { A: "-0.01" }), { type: "refund" });
  assert.deepEqual(mapped(bySign, { A: "0.00" }), { type: "card_purchase" });
  assert.throws(() => mapped(bySign, { A: "x" }), RowFault);
  const byValue = { note: { if: { column: "K", in: ["a", "b"] }, then: { column: "N" } } };
  assert.deepEqual(mapped(byValue, { K: "b", N: "yes" }), { note: "yes" });
  assert.deepEqual(mapped(byValue, { K: "c", N: "yes" }), {});
  const byAbsence = { note: { if: { column: "K", is: "absent", absent: ["-"] }, then: "none" } };
  assert.deepEqual(mapped(byAbsence, { K: "-" }), { note: "none" });
});

test("days are read in the file's format, and only days that exist", () => {
  const entry = { date: { column: "D", as: "date", format: "D.M.YY" } };
  assert.deepEqual(mapped(entry, { D: "1.12.17" }), { date: "2017-12-01" });
  assert.deepEqual(mapped(entry, { D: "29.2.24" }), { date: "2024-02-29" });
  for (const D of ["29.2.23", "31.4.24", "1.13.24", "0.1.24", "2024-01-01", "١.١.٢٤"]) {
    assert.throws(() => mapped(entry, { D }), /is not a date like D\.M\.YY/, D);
  }
});

test("an amount that can't be read names its column", () => {
  const entry = { amount: { value: { column: "Amt", as: "amount" } } };
  assert.throws(
    () => mapped(entry, { Amt: "12.3x" }),
    (error) => error instanceof RowFault && error.column === "Amt" && error.message.includes('"12.3x"'),
  );
});

test("a mistake in the mapping is named by its place", () => {
  const mistakes: [unknown, RegExp][] = [
    [{ entry: { date: { column: "D", as: "date", format: "YYYY-MM" } } }, /^entry\.date\.format: /],
    [{ entry: { supplier: { b: [{ column: "" }] } } }, /^entry\.supplier\.b\[0\]\.column /],
    [{ entry: { suplier: "X" } }, /^entry: "suplier" is not known here; known are externalRef/],
    [{ entry: { note: { column: "N", colour: 1 } } }, /^entry\.note: "colour" is not known/],
    [{ entry: { note: { column: "N", as: "money" } } }, /^entry\.note\.as /],
    [{ entry: { note: { column: "N", format: "X" } } }, /^entry\.note: "format" is not known/],
    [{ entry: { note: { join: "x" } } }, /^entry\.note\.join /],
    [{ entry: { note: { if: { column: "N" }, then: "x" } } }, /^entry\.note\.if must have one of/],
    [{ entry: { amount: { column: "V", as: "amount", decimal: ";" } } }, /^entry\.amount\.decimal /],
    [
      { entry: { amount: { column: "V", as: "amount", decimal: ",", group: "," } } },
      /^entry\.amount\.group /,
    ],
    [{ entry: {}, reference: { accounts: { name: "x" } } }, /^reference\.accounts\.code is missing/],
    [{ entry: {}, csv: { encoding: "klingon" } }, /^csv\.encoding/],
    [{ entry: {}, columns: {} }, /"columns" is not known/],
    [{}, /^The mapping must have entry or reference/],
  ];
  for (const [mapping, message] of mistakes) {
    const parse = () => parseMapping(JSON.stringify(mapping));
    assert.throws(
      parse,
      (error) => error instanceof MappingError && message.test(error.message),
      `${message}`,
    );
  }
  assert.throws(() => parseMapping("{"), /not JSON/);
});
