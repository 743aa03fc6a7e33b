import assert from "node:assert/strict";
import { test } from "node:test";
import { csvHead, csvRows, PLAIN_CSV } from "../src/terminal/csv.ts";
import { csvDialect } from "../src/terminal/csv-locale.ts";

test("cells are quoted as RFC 4180 asks, and spaces at the ends too", () => {
  const rows = [["a", 'say "hi"', "x,y", "two\nlines", " pad", null, undefined, ""]];
  assert.equal(csvRows(PLAIN_CSV, rows), 'a,"say ""hi""","x,y","two\nlines"," pad",,,\r\n');
  assert.equal(csvHead(PLAIN_CSV, ["id", "name"]), "id,name\r\n");
});

test("text that a spreadsheet would run is marked as text, and a negative number stays a number", () => {
  const texts = ["=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "a=b"];
  const marked = ["'=1+1", "'+49 30", "'-x", "'@SUM(A1)", "'\tx", "'\rx", "'＝1", "a=b"];
  for (const [index, text] of texts.entries()) {
    const cell = csvRows(PLAIN_CSV, [[text]])
      .replace(/\r\n$/, "")
      .replace(/^"(.*)"$/s, "$1");
    assert.equal(cell, marked[index]);
  }
  assert.equal(csvRows(PLAIN_CSV, [[{ decimal: "-12.340" }, -0.5, 7]]), "-12.340,-0.5,7\r\n");
});

test("control characters and broken surrogates do not come into a file", () => {
  assert.equal(csvRows(PLAIN_CSV, [["a\u0000b\u001b", "\ud800"]]), "a\ufffdb\ufffd,\ufffd\r\n");
});

test("for Excel a file has a byte order mark and the separators of the locale", () => {
  const cases: [string, ";" | ",", "," | "."][] = [
    ["de-DE", ";", ","],
    ["sv_SE.UTF-8", ";", ","],
    ["de_DE@euro", ";", ","],
    ["en-GB", ",", "."],
    ["de-CH", ";", "."],
    ["ar-EG", ",", "."],
    ["C", ",", "."],
    ["C.UTF-8", ",", "."],
  ];
  for (const [locale, delimiter, decimal] of cases) {
    const found = csvDialect({ excel: true, locale }, {});
    assert.deepEqual([found?.bom, found?.delimiter], [true, delimiter], locale);
    if (locale !== "ar-EG") assert.equal(found?.decimal, decimal, locale);
  }
  const german = csvDialect({ excel: true, locale: "de" }, {});
  assert.ok(german !== undefined);
  assert.equal(csvHead(german, ["a", "b"]), "\ufeffa;b\r\n");
  assert.equal(csvRows(german, [[{ decimal: "-1234.50" }, 0.2, "1.5", "x;y"]]), '-1234,50;0,2;1.5;"x;y"\r\n');
});

test("the locale is LC_ALL's, else LC_NUMERIC's, else LANG's, else English, and never the machine's", () => {
  const delimiterWith = (env: Record<string, string>) => csvDialect({ excel: true }, env)?.delimiter;
  assert.equal(delimiterWith({ LC_ALL: "en_US.UTF-8", LC_NUMERIC: "de_DE", LANG: "de_DE" }), ",");
  assert.equal(delimiterWith({ LC_ALL: "", LC_NUMERIC: "de_DE.UTF-8", LANG: "en_US" }), ";");
  assert.equal(delimiterWith({ LANG: "fr_FR.UTF-8" }), ";");
  assert.equal(delimiterWith({ LANG: "not a locale" }), ",");
  assert.equal(delimiterWith({}), ",");
});

test("without --excel CSV is the same everywhere, and a wrong --locale is refused", () => {
  assert.deepEqual(csvDialect({ csv: true }, { LC_ALL: "de_DE" }), PLAIN_CSV);
  assert.equal(csvDialect({}, {}), undefined);
  assert.throws(() => csvDialect({ excel: true, locale: "not a locale" }, {}), /--locale must be/);
  assert.throws(() => csvDialect({ csv: true, locale: "de" }, {}), /--locale goes with --excel/);
});
