import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { promisify } from "node:util";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { runWith } from "./support/fake-io.ts";
import { directory, file } from "./support/files.ts";
import { packed, workbookParts } from "./support/workbook.ts";

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer();
  company = await server.company();
});
after(() => server.close());

const MAPPING = JSON.stringify({
  entry: {
    externalRef: { join: [{ file: "name" }, { file: "line" }], with: "/" },
    type: "card_purchase",
    date: "2025-05-01",
    note: { column: "Shop" },
    amount: { inWalletCurrency: { currency: "EUR", value: { column: "Amt", as: "amount" } } },
  },
  reference: { teams: { code: { column: "Shop" }, name: { column: "Shop" } } },
});

const VENDORS = JSON.stringify({
  vendor: { code: { column: "Shop" }, name: { column: "Shop" }, defaultCurrency: "EUR" },
});

const importing = async (t: TestContext, path: string) => {
  const map = await file(t, "map.json", MAPPING);
  const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: company.key };
  return runWith(["entries", "import", path, "--map", map, "--with-reference"], { env });
};

/** A file that is refused as a whole: the file and what is wrong are named, and nothing was changed. */
async function refused(t: TestContext, name: string, content: string | Uint8Array, said: RegExp) {
  const path = await file(t, name, content);
  const ran = await importing(t, path);
  assert.equal(ran.exitCode, 2, ran.err);
  assert.match(ran.err, said);
  assert.ok(ran.err.includes(name), ran.err);
  assert.match(ran.err, /Nothing was imported/);
  assert.doesNotMatch(ran.err, /^ +at /m, "no stack trace");
  assert.equal(ran.out, "");
  assert.ok(ran.err.length < 1500, "a message, not the file");
}

const sheet = (rows: string) => workbookParts([{ name: "Spend", rows }]);
const CELL = '<row r="1"><c r="A1"><v>1</v></c></row>';

test("a file with nothing in it is called empty, whatever its name", async (t) => {
  for (const name of ["spend.csv", "spend.xlsx", "spend.ofx"]) await refused(t, name, "", /is empty/);
  await refused(t, "bom.csv", "\ufeff", /is empty/);
  await refused(t, "lines.csv", "\n".repeat(100), /is empty/);
  await refused(t, "one.csv", "x", /no column "Shop", "Amt"/);
  await refused(t, "sheet.xlsx", packed(sheet("")), /is empty/);
});

test("a header alone is a file without rows", async (t) => {
  const ran = await importing(t, await file(t, "spend.csv", "Shop,Amt\n"));
  assert.equal(ran.exitCode, 0, ran.err);
  assert.match(ran.out, /^0 created/);
});

test("files are read as what they are, not as what they are called", async (t) => {
  const text = (place: string, content: string) =>
    `<c r="${place}" t="inlineStr"><is><t>${content}</t></is></c>`;
  const rows = `<row r="1">${text("A1", "Shop")}${text("B1", "Amt")}</row><row r="2">${text("A2", "=cmd|' /C calc'!A0")}<c r="B2"><v>5.5</v></c></row>`;
  for (const [name, content] of [
    ["book.csv", packed(sheet(rows))],
    ["table.xlsx", "Shop,Amt\n=cmd,5.50\n"],
  ] as const) {
    const ran = await importing(t, await file(t, name, content));
    assert.equal(ran.exitCode, 0, ran.err + ran.out);
    assert.match(ran.out, /^1 created/);
  }
});

test("formats that are not read are named, with what to do", async (t) => {
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  await refused(t, "a.xls", ole, /Excel workbook of the old kind \(XLS\).*save it as XLSX or CSV/);
  await refused(t, "a.pdf", "%PDF-1.7\n", /PDF document.*CAMT\.053, OFX or CSV/);
  await refused(t, "a.sta", "{1:F01BANKXXXX}{2:O940}", /MT940 statement.*CAMT\.053/);
  await refused(t, "b.sta", "\r\n:20:STARTUMS\r\n:25:1/2\r\n", /MT940/);
  await refused(t, "a.qif", "!Type:Bank\nD1/2'24\n", /QIF/);
  await refused(t, "b.qif", "!Account\nNChecking\n", /QIF/);
  await refused(t, "a.html", "<!DOCTYPE html><table>", /web page/);
  await refused(t, "a.gz", Buffer.from([0x1f, 0x8b, 8, 0]), /gzip.*unpack/);
  await refused(t, "a.zip", packed({ "spend.csv": "Shop,Amt\n" }), /zip archive.*unpack/);
  const ods = { mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" };
  await refused(t, "a.ods", packed(ods), /OpenDocument.*save it as XLSX or CSV/);
  const word = { "[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>" };
  await refused(t, "a.docx", packed(word), /not an Excel workbook/);
  const binary = { "[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x" };
  await refused(t, "a.xlsb", packed(binary), /binary kind \(XLSB\).*save it as XLSX or CSV/);
  const other = '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"/>';
  await refused(t, "a.xml", other, /CAMT\.052/);
  await refused(t, "b.xml", '<?xml version="1.0"?><Invoice/>', /XML of a kind that is not known/);
});

test("text in another encoding is named as such", async (t) => {
  const utf16 = Buffer.from("\ufeffShop,Amt\nA,1.00\n", "utf16le");
  await refused(t, "u.csv", utf16, /UTF-16LE text, not utf-8.*"encoding": "utf-16le"/);
  await refused(t, "be.csv", Buffer.from(utf16).swap16(), /UTF-16BE/);
  await refused(t, "l.csv", Buffer.from("Shop,Amt\nCaf\u00e9,1\n", "latin1"), /Line 2 is not utf-8/);
});

test("a row with a NUL character fails alone, by its line", async (t) => {
  const ran = await importing(t, await file(t, "n.csv", "Shop,Amt\nA,1.00\nB\0,2.00\n"));
  assert.equal(ran.exitCode, 1, ran.err);
  assert.match(ran.out, /^1 created, 0 updated, 0 unchanged, 1 failed/);
  assert.match(ran.out, /3.*NUL character/);
});

test("files of reference data and of vendors are refused by name as well", async (t) => {
  const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: company.key };
  const path = await file(t, "list.sta", ":20:STARTUMS\r\n");
  for (const [command, mapping] of [
    ["reference", MAPPING],
    ["vendors", VENDORS],
  ] as const) {
    const map = await file(t, "map.json", mapping);
    const ran = await runWith([command, "import", path, "--map", map], { env });
    assert.equal(ran.exitCode, 2, ran.err);
    assert.match(ran.err, /list\.sta: The file is an MT940 statement.*\nNothing was imported/);
  }
});

test("a line without end is refused before it fills the memory", async (t) => {
  await refused(t, "long.csv", "x".repeat(50_000_000), /longer than 16 MB/);
  await refused(
    t,
    "quote.csv",
    `Shop,Amt\n"A,1.00\n${"B,1.00\n".repeat(3_000_000)}`,
    /row that begins in line 2/,
  );
});

test("damaged workbooks, and those that unpack to more than is read, are refused", async (t) => {
  const whole = packed(sheet(CELL));
  await refused(t, "half.xlsx", whole.subarray(0, whole.length / 2), /damaged: it can't be unpacked/);
  const flipped = whole.slice();
  flipped.fill(0xff, 60, 90);
  await refused(t, "bits.xlsx", flipped, /XLSX/);
  const bomb = packed(
    sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${"0".repeat(140_000_000)}</t></is></c></row>`),
  );
  assert.ok(bomb.length < 1_000_000);
  await refused(t, "bomb.xlsx", bomb, /unpacks to more than 128 MB/);
  const corners =
    '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>';
  await refused(t, "corners.xlsx", packed(sheet(corners)), /1048576 rows and 16384 columns/);
  await refused(t, "far.xlsx", packed(sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')), /outside/);
  await refused(t, "far2.xlsx", packed(sheet('<row r="9999999999"><c r="A1"><v>1</v></c></row>')), /outside/);
  await refused(t, "lost.xlsx", packed(sheet("<row><c><v>1</v></c></row>")), /don't say where they are/);
  await refused(t, "torn.xlsx", packed(sheet('<row r="1"><c r="A1"')), /XLSX/);
});

test("XML that asks for other files, grows or nests without end is refused", async (t) => {
  const camt = (head: string, body: string) =>
    `<?xml version="1.0"?>${head}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${body}</Document>`;
  const file = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]>';
  await refused(t, "external.xml", camt(file, "&f;"), /CAMT\.053.*DOCTYPE/);
  const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "${"&a;".repeat(100)}">]>`;
  await refused(t, "bomb.xml", camt(bomb, "&b;".repeat(1000)), /DOCTYPE/);
  await refused(t, "deep.xml", camt("", "<a>".repeat(100_000) + "</a>".repeat(100_000)), /CAMT\.053.*nested/);
  await refused(t, "torn.xml", camt("", "<BkToCstmrStmt>").slice(0, -5), /not whole CAMT\.053/);
  await refused(t, "deep.ofx", `<OFX>${"<A>".repeat(100_000)}${"</A>".repeat(100_000)}</OFX>`, /OFX.*nested/);
});

test("a bank's statement without movements is a file without rows", async (t) => {
  const empty =
    '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id></Stmt></BkToCstmrStmt></Document>';
  const map = await file(
    t,
    "map.json",
    JSON.stringify({ entry: { externalRef: { column: "Entry reference" }, type: "fee" } }),
  );
  const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: company.key };
  const ran = await runWith(["entries", "import", await file(t, "e.xml", empty), "--map", map], { env });
  assert.equal(ran.exitCode, 0, ran.err);
  assert.match(ran.out, /^0 created/);
});

test("a hundred thousand blank lines are passed over", async (t) => {
  const path = await file(t, "blank.csv", `Shop,Amt\nA,1.00\n${"\n".repeat(100_000)}B,2.00\n`);
  const ran = await importing(t, path);
  assert.equal(ran.exitCode, 0, ran.err);
  assert.match(ran.out, /^2 created/);
});

test("a directory and an absent file are named; a named pipe is read like a file", async (t) => {
  const folder = await directory(t);
  const asDirectory = await importing(t, folder);
  assert.deepEqual([asDirectory.exitCode, asDirectory.err], [2, `ledgerport: ${folder} is a directory\n`]);
  const absent = await importing(t, join(folder, "none.csv"));
  assert.equal(absent.exitCode, 2);
  assert.match(absent.err, /none\.csv can't be read/);
  const pipe = join(folder, "pipe");
  await promisify(execFile)("mkfifo", [pipe]);
  const [piped] = await Promise.all([importing(t, pipe), writeFile(pipe, "Shop,Amt\nA,1.00\n")]);
  assert.equal(piped.exitCode, 0, piped.err);
  assert.match(piped.out, /^1 created/, basename(pipe));
});
