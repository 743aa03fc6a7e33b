import assert from "node:assert/strict";
import { test } from "node:test";
import { listBytes } from "../src/http/list-bytes.ts";

function assertList(rows: readonly unknown[]): void {
  const pagination = { startCursor: "Zürich 🧾" };
  const bytes = listBytes(
    rows.map((row) => JSON.stringify(row)),
    JSON.stringify(pagination),
  );
  assert.equal(bytes.toString(), JSON.stringify({ data: rows, pagination }));
}

test("a list's body is exact, also with characters of several bytes", () => {
  assertList([{ note: "Bäckerei, 5 €" }, { note: "寿司 🍣" }, "", { note: "plain" }]);
});

test("a list's body without rows, and with one, is JSON", () => {
  assertList([]);
  assertList([{ id: 1 }]);
});
