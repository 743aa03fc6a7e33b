import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMapping } from "../src/mapping/mapping.ts";
import { choice, readEntries } from "./support/read-entries.ts";

const NOTE = { note: { column: "a" } };
const notes = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) => (typeof row === "object" && row !== null && "note" in row ? row.note : row));

test("lines before the header, blank rows and what follows a total are passed over", async () => {
  const content = "Statement of May\n\na;b\n1;x\n;\n\n2;y\nTotal;3\nprinted by;us\n";
  const rows = { skip: 2, until: { column: "a", like: ["Total*"] } };
  const read = await readEntries(content, { csv: { delimiter: ";" }, rows, entry: NOTE });
  assert.deepEqual(notes(read), ["1", "2"]);
});

test("only rows that fulfil the mapping's condition count", async () => {
  const where = { all: [{ column: "b", is: "present" }, { not: { column: "b", in: ["pending"] } }] };
  const read = await readEntries("a,b\n1,booked\n2,pending\n3,\n", { rows: { where }, entry: NOTE });
  assert.deepEqual(notes(read), ["1"]);
});

test("a column whose name stands twice is named by its place", async () => {
  const entry = { note: { join: [{ column: 1 }, { column: 3 }], with: "/" } };
  assert.deepEqual(notes(await readEntries("a,b,a\n1,2,3\n", { entry })), ["1/3"]);
  await assert.rejects(readEntries("a,b,a\n1,2,3\n", { entry: NOTE }), /"a" twice/);
});

test("a table without a header is read by places", async () => {
  const entry = { note: { column: 2 } };
  assert.deepEqual(notes(await readEntries("1,2\n3,4\n", { rows: { header: false }, entry })), ["2", "4"]);
});

test("a file without ids gets them from its name and its lines", async () => {
  const entry = { externalRef: { join: [{ file: "name" }, { file: "line" }], with: "#" } };
  assert.deepEqual(await readEntries("a\n1\n2\n", { entry }), [
    { externalRef: "spend.csv#2" },
    { externalRef: "spend.csv#3" },
  ]);
});

test("a constant account stands beside those of a column", async () => {
  const lines = [{ accountCode: choice({ column: "a", is: "absent" }, "7999", { column: "a" }) }];
  const read = await readEntries("a,b\n7010,x\n,x\n", { entry: { lines } });
  assert.deepEqual(read, [{ lines: [{ accountCode: "7010" }] }, { lines: [{ accountCode: "7999" }] }]);
});

test("the rows of one document become one entry with a line for each, wherever they stand, and nothing is lost", async () => {
  const content = "doc,acc,amt\nD1,10,112.50\nD2,20,5.00\nD1,11,450.00\n";
  const read = await readEntries(content, {
    rows: { combine: true },
    entry: {
      externalRef: { column: "doc" },
      amount: { inWalletCurrency: { currency: "GBP", value: { column: "amt", as: "amount" } } },
      lines: [{ accountCode: { column: "acc" } }],
    },
  });
  const pounds = (value: number) => ({ inWalletCurrency: { currency: "GBP", value } });
  const line = (value: number, accountCode: string) => ({ amount: pounds(value), accountCode });
  assert.deepEqual(
    new Set(read),
    new Set([
      { externalRef: "D1", amount: pounds(56250), lines: [line(11250, "10"), line(45000, "11")] },
      { externalRef: "D2", amount: pounds(500), lines: [line(500, "20")] },
    ]),
  );
});

test("rows that are to be one entry and contradict each other are refused by name", async () => {
  const content = "doc,day,amt\nD1,2025-03-01,1.00\nD1,2025-03-02,2.00\n";
  const read = await readEntries(content, {
    rows: { combine: true },
    entry: {
      externalRef: { column: "doc" },
      date: { column: "day", as: "date" },
      amount: { inWalletCurrency: { currency: "GBP", value: { column: "amt", as: "amount" } } },
    },
  });
  assert.equal(read.length, 1);
  assert.match(
    JSON.stringify(read[0]).replaceAll(`\\"`, `"`),
    /date is "2025-03-02" in line 3, and "2025-03-01" from line 2 on/,
  );
});

test("another delimiter or encoding than the mapping's is named as such", async () => {
  await assert.rejects(readEntries("a;b\n1;2\n", { entry: NOTE }), /"csv": \{"delimiter": ";"\}/);
  const utf16 = Buffer.from("\ufeffa,b\n1,2\n", "utf16le");
  await assert.rejects(
    readEntries(utf16, { entry: NOTE }),
    /UTF-16LE text, not utf-8.*"encoding": "utf-16le"/,
  );
  const latin1 = Buffer.from("a,b\ncafé,2\n", "latin1");
  await assert.rejects(readEntries(latin1, { entry: NOTE }), /Line 2 is not utf-8.*windows-1252/);
});

test("a stray quote after many good rows is named by the line that opens it, and nothing goes in", async () => {
  const good = Array.from({ length: 3000 }, (_, n) => `${n},x`).join("\n");
  const content = `a,b\n${good}\n"broken,x\n${good}\n`;
  await assert.rejects(readEntries(content, { entry: NOTE }), /Line 3002 opens a quote that is never closed/);
});

test("a mapping that makes refunds of negative invoices is warned of", () => {
  const refunds = {
    type: choice({ column: "a", is: "negative" }, "refund", "invoice"),
    amount: { inWalletCurrency: { currency: "GBP", value: { column: "a", as: "amount" } } },
  };
  const [warning] = parseMapping(JSON.stringify({ entry: refunds })).warnings;
  assert.match(warning ?? "", /credit note is a negative invoice/);
  assert.deepEqual(parseMapping(JSON.stringify({ entry: { ...refunds, type: "invoice" } })).warnings, []);
});
