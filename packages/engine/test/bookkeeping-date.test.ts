import assert from "node:assert/strict";
import { test } from "node:test";
import { keptDate, readBookkeepingDate } from "../src/entries/bookkeeping-date.ts";

const CASES: [string, string, string, string][] = [
  ["2025-05-22", "2025-05-22", "2025-05-22", "2025-05-22T00:00:00Z"],
  ["2025-05-22T10:11:12Z", "2025-05-22T10:11:12Z", "2025-05-22", "2025-05-22T10:11:12Z"],
  ["2025-05-22T23:30:00-0500", "2025-05-23T04:30:00Z", "2025-05-23", "2025-05-23T04:30:00Z"],
  ["2025-05-22T10:11:12.999999999", "2025-05-22T10:11:12Z", "2025-05-22", "2025-05-22T10:11:12Z"],
];

for (const [given, text, day, moment] of CASES) {
  test(`an entry of ${given} is booked on ${day} and exported with ${moment}`, () => {
    assert.equal(keptDate(given), text);
    assert.deepEqual(readBookkeepingDate(given), { day, moment });
  });
}

test("what is neither a day nor an instant of the years 1900 to 9999 is refused by name", () => {
  for (const bad of [
    "2025-02-30",
    "2025-02-30T00:00:00Z",
    "soon",
    "9999-12-31T23:59:59-01:00",
    "1900-01-01T00:00:00+01:00",
  ])
    assert.throws(() => readBookkeepingDate(bad), { code: "BAD_REQUEST", param: "date" }, bad);
});
