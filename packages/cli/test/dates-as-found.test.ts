import assert from "node:assert/strict";
import { test } from "node:test";
import { readColumn } from "./support/read-entries.ts";

/** Cells, the format that the mapping gives, and the days. */
const READ: [string[], object, string[]][] = [
  [["2025-03-14"], {}, ["2025-03-14"]],
  [["14/03/2025", "1/4/2025"], { format: "D/M/YYYY" }, ["2025-03-14", "2025-04-01"]],
  [["14-Mar-25", "1-apr-25"], { format: "D-MMM-YY", pivot: 70 }, ["2025-03-14", "2025-04-01"]],
  [["14. März 2025"], { format: "D. MMM YYYY", language: "de" }, ["2025-03-14"]],
  [["2025-03-14 23:59:01"], { format: "YYYY-MM-DD HH:mm:ss" }, ["2025-03-14"]],
  [["3/14/2025 1:05 PM"], { format: "M/D/YYYY H:mm A" }, ["2025-03-14"]],
  [["31.12.69", "01.01.70"], { format: "DD.MM.YY", pivot: 70 }, ["2069-12-31", "1970-01-01"]],
  [["2025-03-14", "15.03.2025"], { format: ["YYYY-MM-DD", "DD.MM.YYYY"] }, ["2025-03-14", "2025-03-15"]],
];

test("dates are read with times, named months, two-digit years by a stated pivot, and several formats in one column", async () => {
  for (const [cells, style, days] of READ)
    assert.deepEqual(await readColumn(cells, { as: "date", ...style }), days, cells.join(" | "));
});

test("a column that proves the other order of day and month is refused: its other rows would be other days", async () => {
  await assert.rejects(
    readColumn(["03/04/2025", "03/14/2025"], { as: "date", format: "DD/MM/YYYY" }),
    /has "03\/14\/2025" in line 3, which is a date as MM\/DD\/YYYY and not as DD\/MM\/YYYY/,
  );
});

test("a day that there is not is the fault of its row alone", async () => {
  const [first, second] = await readColumn(["28.02.2025", "30.02.2025"], {
    as: "date",
    format: "DD.MM.YYYY",
  });
  assert.equal(first, "2025-02-28");
  assert.match(String(second), /^line 3: .*"30\.02\.2025"/);
});
