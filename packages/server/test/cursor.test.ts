import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBase32, encodeBase32 } from "../src/paging/base32.ts";
import { decodeCursor, encodeCursor } from "../src/paging/cursor.ts";

const scope = { list: "listEntries", tenant: "t", filter: [], sort: [] };

test("any bytes survive base32", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      assert.deepEqual(decodeBase32(encodeBase32(bytes)), bytes);
    }),
  );
});

test("any key survives a cursor, which has the contract's form", () => {
  const part = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.string({ unit: "grapheme" }).filter((s) => !s.includes("\0")),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (key) => {
      const cursor = encodeCursor(scope, key);
      assert.match(cursor, /^[A-Z2-7=~]+$/);
      assert.deepEqual(decodeCursor(scope, cursor), key);
      assert.equal(decodeCursor({ ...scope, tenant: "other" }, cursor), undefined);
    }),
  );
});

test("a forged cursor is no key: NUL, objects, other JSON, other groups", () => {
  const [group = ""] = encodeCursor(scope, ["x"]).split("~");
  const forge = (text: string) => `${group}~${encodeBase32(Buffer.from(text))}`;
  for (const text of ['["a\\u0000"]', "[{}]", "{}", "1", "[true]", "nonsense", ""]) {
    assert.equal(decodeCursor(scope, forge(text)), undefined, text);
  }
  assert.equal(decodeCursor(scope, `${forge('["x"]')}~AA`), undefined);
  assert.equal(decodeCursor(scope, group), undefined);
});
