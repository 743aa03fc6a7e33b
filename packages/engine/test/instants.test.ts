import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstant } from "../src/shared/instants.ts";

const read = (text: string): string | undefined => readInstant(text)?.toISOString();

test("a timestamp is read whatever its fraction, its offset and the case of its letters", () => {
  for (const text of [
    "2025-05-23T15:21:32Z",
    "2025-05-23t15:21:32z",
    "2025-05-23T15:21:32",
    "2025-05-23T15:21:32+0000",
    "2025-05-23T17:21:32+02:00",
    "2025-05-23T17:21:32+0200",
    "2025-05-23T11:51:32-03:30",
  ])
    assert.equal(read(text), "2025-05-23T15:21:32.000Z", text);
  assert.equal(read("2025-05-23T15:21:32.123456789"), "2025-05-23T15:21:32.123Z");
  assert.equal(read(`2025-05-23T15:21:32.${"9".repeat(100)}Z`), "2025-05-23T15:21:32.999Z");
  assert.equal(read("2025-05-23T15:21:32.5Z"), "2025-05-23T15:21:32.500Z");
});

test("what is no moment of the calendar is not read", () => {
  for (const text of [
    "2025-02-29T00:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-05-23T24:00:00Z",
    "2025-05-23T15:21:60Z",
    "2025-05-23T15:21:32+24:00",
    "2025-05-23 15:21:32",
    "2025-05-23",
    "",
  ])
    assert.equal(read(text), undefined, text);
});
