import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMapping } from "../src/mapping/mapping.ts";
import { readTable } from "../src/tables/read-table.ts";
import { textOf } from "../src/tables/row.ts";
import { readXlsxRecords } from "../src/tables/xlsx-records.ts";
import { sourceOfText } from "./support/sources.ts";
import { packed, workbookParts } from "./support/workbook.ts";

type Parts = Parameters<typeof workbookParts>;

const records = (sheets: Parts[0], options: Parts[1] = {}, read: { sheet?: string; skip?: number } = {}) =>
  readXlsxRecords(packed(workbookParts(sheets, options)), {
    sheet: read.sheet,
    skip: read.skip ?? 0,
  });

const text = (place: string, content: string) =>
  `<c r="${place}" t="inlineStr"><is><t>${content}</t></is></c>`;
const row = (line: number, cells: string) => `<row r="${line}">${cells}</row>`;
const number = (content: string) => ({ kind: "number", text: content });
const day = (content: string) => ({ kind: "day", text: content });

test("numbers come as the digits that the file has, days as days whatever their format", async () => {
  const cells = `<c r="A1"><v>1234.5</v></c><c r="B1" s="2"><v>12.100000000000001</v></c><c r="C1"><v>-1.2E-3</v></c><c r="D1" s="1"><v>45000</v></c><c r="E1" s="3"><v>45000</v></c><c r="F1" s="4"><v>45000.99</v></c><c r="G1" s="5"><v>0.2</v></c>`;
  const [first] = await records([{ name: "Spend", rows: row(1, cells) }]);
  assert.deepEqual(first?.cells, [
    number("1234.5"),
    number("12.1"),
    number("-0.0012"),
    day("2023-03-15"),
    day("2023-03-15"),
    day("2023-03-15"),
    number("0.2"),
  ]);
});

test("days of a workbook that counts from 1904 are the same days", async () => {
  const rows = row(1, '<c r="A1" s="1"><v>43538</v></c>');
  const [first] = await records([{ name: "Spend", rows }], { since1904: true });
  assert.deepEqual(first?.cells, [day("2023-03-15")]);
});

test("texts are shared, rich or inline, and keep spaces and what looks like a formula", async () => {
  const cells = `<c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>in </t></r><r><t>two</t></r></is></c><c r="C1" t="str"><f>"="&amp;"x"</f><v>=cmd|' /C calc'!A0</v></c><c r="D1" t="b"><v>1</v></c>`;
  const [first] = await records([{ name: "Spend", rows: row(1, cells) }], {
    texts: ["", " Caf\u00e9 &amp; Co "],
  });
  assert.deepEqual(first?.cells, [" Caf\u00e9 & Co ", "in two", "=cmd|' /C calc'!A0", "TRUE"]);
});

test("a formula has the value it was saved with; an error or none at all is no blank cell", async () => {
  const cells = `<c r="A1"><f>B1*2</f><v>2469</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><f>A1*3</f></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><v>1</v></c>`;
  const [first] = await records([{ name: "Spend", rows: row(1, cells) }]);
  assert.deepEqual(first?.cells, [number("2469"), "#DIV/0!", "#not calculated", "", number("1")]);
});

test("rows have the sheet's numbers: blank, merged and left-out rows are counted, formatted blank ones end it", async () => {
  const rows = `${row(2, text("A2", "Report"))}${row(4, text("A4", "Name") + text("B4", "Sum"))}${row(5, `${text("A5", "Ann")}<c r="B5"><v>1</v></c>`)}${row(7, `<c r="A7" s="1"/>${text("B7", "late")}`)}<row r="8"><c r="A8" s="2"/></row><row r="9" spans="1:2"/>`;
  const after = '<mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>';
  const read = await records([{ name: "Spend", rows, after }], {}, { skip: 3 });
  assert.deepEqual(
    read.map(({ line, cells }) => [line, ...cells.map(textOf)]),
    [
      [4, "Name", "Sum"],
      [5, "Ann", "1"],
      [6, "", ""],
      [7, "", "late"],
    ],
  );
});

test("a mapping reads a workbook, and faults name the sheet's row", async () => {
  const rows = `${row(1, text("A1", "Name") + text("B1", "Sum"))}${row(3, `${text("A3", "Ann")}<c r="B3" t="e"><v>#REF!</v></c>`)}`;
  const mapping = parseMapping(
    JSON.stringify({
      entry: {
        amount: { inWalletCurrency: { currency: "EUR", value: { column: "Sum", as: "amount" } } },
      },
    }),
  );
  const bytes = packed(workbookParts([{ name: "Spend", rows }]));
  const [only] = await Array.fromAsync(readTable(sourceOfText(bytes), mapping));
  assert.ok(only !== undefined);
  assert.equal(only.row.line, 3);
  assert.throws(() => mapping.entry?.read(only.row), /#REF!/);
});

test("with several sheets one is named, and an unknown one is answered with the names", async () => {
  const sheets = [
    { name: "Notes", rows: row(1, text("A1", "n")) },
    { name: "Spend", rows: row(1, text("A1", "s")) },
  ];
  await assert.rejects(records(sheets), /sheets "Notes", "Spend": the mapping must name one/);
  await assert.rejects(records(sheets, {}, { sheet: "spent" }), /no sheet "spent"; it has "Notes", "Spend"/);
  assert.deepEqual(await records(sheets, {}, { sheet: "Spend" }), [{ line: 1, cells: ["s"] }]);
});

test("large sheets come whole: 30,000 rows, and a million formatted blank ones after them", async () => {
  const full = Array.from({ length: 30_000 }, (_, index) => {
    const line = index + 1;
    return row(line, `${text(`A${line}`, `a &amp; ${line}`)}<c r="B${line}"><v>${line}.25</v></c>`);
  });
  const blank = Array.from({ length: 1_018_576 }, (_, index) => `<row r="${index + 30_001}" s="1"/>`);
  const read = await records([{ name: "Spend", rows: [...full, ...blank].join("") }]);
  assert.equal(read.length, 30_000);
  for (const { line, cells } of read) {
    assert.deepEqual(cells, [`a & ${line}`, number(`${line}.25`)]);
  }
});
