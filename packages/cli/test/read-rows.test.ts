import assert from "node:assert/strict";
import { test } from "node:test";
import { readNdjson } from "../src/import/ndjson-rows.ts";
import { parseMapping } from "../src/mapping/mapping.ts";
import { readTable } from "../src/tables/read-table.ts";
import { sourceOf } from "./support/sources.ts";

/** The bytes of `text` in pieces of one byte: whatever can be cut in two is. */
async function* inPieces(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  for (const byte of bytes) yield Uint8Array.of(byte);
}

const csv = async (text: string | Uint8Array, members: object = { entry: { note: { column: "a" } } }) => {
  const mapping = parseMapping(JSON.stringify(members));
  const rows = await Array.fromAsync(
    readTable(
      sourceOf(() => inPieces(text)),
      mapping,
    ),
  );
  return rows.map(
    ({ row, fault }) =>
      fault?.message ?? Object.fromEntries([...row.places].map(([name, at]) => [name, row.cells[at]])),
  );
};

const ndjson = async (text: string) => {
  const rows = await Array.fromAsync(readNdjson(inPieces(text)));
  return rows.map(({ row, fault }) => row ?? fault.message);
};

test("CSV is read by RFC 4180, wherever it is cut into pieces", async () => {
  const text = '\ufeffa,b \r\n"x ""y""\r\nz",é\r\n\r\n,"1,2"';
  assert.deepEqual(await csv(text), [
    { a: 'x "y"\r\nz', b: "é" },
    { a: "", b: "1,2" },
  ]);
});

test("a row of another length is at fault alone", async () => {
  assert.deepEqual(await csv("a,b\n1,2\n3\n4,5,6\n7,8\n"), [
    { a: "1", b: "2" },
    "has 1 cells where the header has 2",
    "has 3 cells where the header has 2",
    { a: "7", b: "8" },
  ]);
});

test("a file that lacks a column says which, and which it has", async () => {
  await assert.rejects(csv("b,c\n1,2\n"), /no column "a"; line 1 has "b", "c"/);
  await assert.rejects(csv("a,a\n1,2\n"), /column "a" twice/);
  await assert.rejects(csv(""), /empty/);
});

test("a file that breaks off inside quotes, or is in another encoding, is refused", async () => {
  await assert.rejects(csv('a\n"1'), /Line 2 opens a quote that is never closed/);
  const latin1 = Buffer.from("a\ncaf\u00e9\n", "latin1");
  await assert.rejects(csv(latin1), /Line 2 is not utf-8 text/);
  assert.deepEqual(
    await csv(latin1, { csv: { encoding: "windows-1252" }, entry: { note: { column: "a" } } }),
    [{ a: "café" }],
  );
});

test("a failure of the source comes out", async () => {
  const broken = async function* () {
    yield Buffer.from("a\n1\n");
    throw new Error("the disk is gone");
  };
  await assert.rejects(
    Array.fromAsync(readTable(sourceOf(broken), parseMapping('{"entry": {}}'))),
    /the disk is gone/,
  );
});

test("NDJSON is read line by line; a bad line is at fault alone", async () => {
  const rows = await ndjson('{"n":"é"}\r\n\n[1]\n{"n":\n{"n":2}');
  assert.equal(rows.length, 4);
  assert.deepEqual(rows[0], { n: "é" });
  assert.equal(rows[1], "is not a JSON object");
  assert.match(JSON.stringify(rows[2]), /^"is not JSON/);
  assert.deepEqual(rows[3], { n: 2 });
});

test("a line longer than 1 MB is at fault alone, and is not kept in memory", async () => {
  const long = async function* () {
    yield Buffer.from('{"n":1}\n"');
    for (let piece = 0; piece < 40; piece += 1) yield Buffer.alloc(100_000, "x");
    yield Buffer.from('"\n{"n":2}\n');
  };
  const rows = await Array.fromAsync(readNdjson(long()));
  assert.deepEqual(
    rows.map(({ row, fault }) => row ?? fault.message),
    [{ n: 1 }, "is longer than 1 MB", { n: 2 }],
  );
});
