import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { linesOf } from "../src/import/lines.ts";
import { ROW_LIMIT } from "../src/import/raw-row.ts";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number): Promise<[number, string | null][]> {
  const rows: [number, string | null][] = [];
  for await (const line of linesOf(inPieces(bytes, size))) {
    rows.push([line.row, "bytes" in line ? line.bytes.toString() : null]);
  }
  return rows;
}

test("lines are the same however the body is cut into pieces", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", " ", "\r", "é", "😀") });
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
      const expected = lines
        .map((text, index): [number, string] => [index + 1, text])
        .filter(([, text]) => !/^[ \r]*$/.test(text));
      assert.deepEqual(await read(Buffer.from(lines.join("\n")), size), expected);
      assert.deepEqual(await read(Buffer.from(`${lines.join("\n")}\n`), size), expected);
    }),
  );
});

test("a line that is too long is told and not kept, and the next one is read", async () => {
  const long = "x".repeat(ROW_LIMIT + 1);
  const exact = "y".repeat(ROW_LIMIT);
  const rows = await read(Buffer.from(`a\n${long}\n${exact}\nb`), 64 * 1024);
  assert.deepEqual(rows, [
    [1, "a"],
    [2, null],
    [3, exact],
    [4, "b"],
  ]);
});
