import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fileTypeOf } from "../src/files/file-type.ts";
import { readRange } from "../src/http/byte-range.ts";
import { compoundOf, reading, zipOf } from "./support/office-files.ts";

const typeOf = (bytes: Buffer) => fileTypeOf(reading(bytes), bytes.length);
const CONTENT_TYPES = "[Content_Types].xml";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const KNOWN: readonly [string, Buffer, string][] = [
  ["a PDF", Buffer.from("%PDF-1.7\n…"), "application/pdf"],
  ["a JPEG", Buffer.from("ffd8ffe000104a464946", "hex"), "image/jpeg"],
  ["a PNG", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "image/png"],
  ["Word", zipOf([CONTENT_TYPES, "_rels/.rels", "word/document.xml"]), WORD],
  ["Word with a comment in the zip", zipOf([CONTENT_TYPES, "word/document.xml"], "x".repeat(500)), WORD],
  ["Word by another program's names", zipOf([CONTENT_TYPES, "word/document2.xml"]), WORD],
  ["Excel", zipOf([CONTENT_TYPES, "xl/workbook.xml"]), EXCEL],
  ["Word of 97", compoundOf(["Root Entry", "1Table", "WordDocument"]), "application/msword"],
  ["Excel of 97", compoundOf(["Root Entry", "Workbook"]), "application/vnd.ms-excel"],
  ["Excel of 95", compoundOf(["Root Entry", "Book"]), "application/vnd.ms-excel"],
  [
    "Word of 97 with a directory of several sectors",
    compoundOf(["Root Entry", "a", "b", "c", "d", "e", "f", "g", "h", "WordDocument"]),
    "application/msword",
  ],
  ["text", Buffer.from("Kaffee\t3,20 €\r\n"), "text/plain"],
  ["text with a byte order mark", Buffer.from("\ufeffKaffee"), "text/plain"],
  ["a page, which is text here", Buffer.from("<html><script>alert(1)</script>"), "text/plain"],
];

for (const [what, bytes, type] of KNOWN) {
  test(`${what} is known by its bytes`, async () => assert.equal(await typeOf(bytes), type));
}

const REFUSED: readonly [string, Buffer][] = [
  ["nothing", Buffer.alloc(0)],
  ["a program", Buffer.from("7f454c460201010000", "hex")],
  ["a GIF", Buffer.from("474946383961010001008000", "hex")],
  ["text with a NUL", Buffer.from("Kaffee\0")],
  ["text in Latin-1", Buffer.from("Kaffee 3,20 \u00a3", "latin1")],
  ["text that breaks off inside a character", Buffer.from("Kaffee €").subarray(0, -1)],
  ["text whose last byte alone is wrong", Buffer.concat([Buffer.alloc(600_000, "a"), Buffer.from([0xff])])],
  ["a zip of anything", zipOf(["invoice.xml"])],
  ["a document with macros", zipOf([CONTENT_TYPES, "word/document.xml", "word/vbaProject.bin"])],
  ["a presentation", zipOf([CONTENT_TYPES, "ppt/presentation.xml"])],
  ["a zip without its end", zipOf([CONTENT_TYPES, "word/document.xml"]).subarray(0, -22)],
  ["a compound file of another program", compoundOf(["Root Entry", "__properties_version1.0"])],
  ["a compound file that is cut off", compoundOf(["Root Entry", "Workbook"]).subarray(0, 600)],
];

for (const [what, bytes] of REFUSED) {
  test(`${what} is refused`, async () => assert.equal(await typeOf(bytes), undefined));
}

test("a directory that leads in a circle comes to an end", async () => {
  const bytes = compoundOf(["Root Entry"]);
  bytes.writeUInt32LE(1, 512 + 4);
  assert.equal(await typeOf(bytes), undefined);
});

test("damaged office files are told or refused, whatever the damage", async () => {
  const originals = [zipOf([CONTENT_TYPES, "word/document.xml"]), compoundOf(["Root Entry", "Workbook"])];
  const damage = fc.record({ at: fc.nat(2000), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      fc.array(damage, { maxLength: 8 }),
      async (whole, all) => {
        const bytes = Buffer.from(whole);
        for (const { at, byte } of all) bytes[8 + (at % (bytes.length - 8))] = byte;
        await typeOf(bytes);
      },
    ),
    { numRuns: 1000 },
  );
});

test("ranges are read as RFC 9110 says", () => {
  const part = (first: number, last: number) => ({ kind: "part", first, last });
  assert.deepEqual(readRange("bytes=0-0", 10), part(0, 0));
  assert.deepEqual(readRange("bytes=2-", 10), part(2, 9));
  assert.deepEqual(readRange("bytes=2-99", 10), part(2, 9));
  assert.deepEqual(readRange("bytes=-3", 10), part(7, 9));
  assert.deepEqual(readRange("bytes=-99", 10), part(0, 9));
  assert.deepEqual(readRange("Bytes= 1-2", 10), part(1, 2));
  for (const header of ["bytes=10-", "bytes=99-100", "bytes=-0"]) {
    assert.deepEqual(readRange(header, 10), { kind: "unsatisfiable" }, header);
  }
  for (const header of [undefined, "", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=a-b"]) {
    assert.deepEqual(readRange(header, 10), { kind: "whole" }, header);
  }
});
