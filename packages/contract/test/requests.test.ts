import assert from "node:assert/strict";
import { test } from "node:test";
import { DayDate, TimestampInput, Uuid, text } from "../src/schema/primitives.ts";
import {
  EntryPatch,
  EntryRow,
  ExportItem,
  ExportJob,
  ExportJobCreate,
  ExportJobEvent,
  ExportJobItemUpdates,
  codeOfFailedKeyword,
} from "../src/index.ts";
import type { Schema } from "../src/index.ts";
import { compileStrictly, exampleObject } from "./ajv.ts";

const ID = "0197a3c2-5b1e-7c44-9d3a-2f6b8e1c4a70";

function accepts(schema: Schema, value: unknown): boolean {
  return compileStrictly(schema)(value);
}

function changed(schema: Schema, change: Record<string, unknown>): unknown {
  return { ...exampleObject(schema), ...change };
}

test("the Export API's requests may have unknown properties, the Platform API's may not", () => {
  assert.ok(accepts(ExportJobCreate, { accountingEntryIds: [ID], companyId: ID, somethingElse: 1 }));
  assert.ok(accepts(ExportJobItemUpdates, [{ accountingEntryId: ID, status: "failed", somethingElse: 1 }]));
  assert.ok(!accepts(EntryRow, changed(EntryRow, { somethingElse: 1 })));
  assert.ok(!accepts(EntryPatch, { somethingElse: 1 }));
});

test("an answer with a member too many, or one too few, does not fit", () => {
  assert.ok(!accepts(ExportJob, changed(ExportJob, { extra: null })));
  assert.ok(!accepts(ExportJob, changed(ExportJob, { createdBy: undefined, startedAt: 1 })));
  const { createdBy: _left, ...shorter } = exampleObject(ExportJob);
  assert.ok(!accepts(ExportJob, shorter));
});

test("null is taken in requests for what may be absent, in answers where the contract marks it, and nowhere else", () => {
  assert.ok(
    accepts(ExportJobCreate, {
      accountingEntryIds: [ID],
      employeeId: null,
      isInteractive: null,
      options: null,
    }),
  );
  assert.ok(!accepts(ExportJobCreate, { accountingEntryIds: null }));
  assert.ok(!accepts(ExportJobEvent, { event: null, jobId: ID }));
  assert.ok(accepts(ExportItem, changed(ExportItem, { team: null })));
  assert.ok(!accepts(ExportItem, changed(ExportItem, { date: null })));
});

test("a job event names its job by jobId or by exportJobId", () => {
  assert.ok(accepts(ExportJobEvent, { event: "started", jobId: ID }));
  assert.ok(accepts(ExportJobEvent, { event: "started", exportJobId: ID }));
  assert.ok(!accepts(ExportJobEvent, { event: "started" }));
  assert.ok(
    accepts(ExportJobEvent, {
      event: "failed",
      jobId: ID,
      failureReasonType: "accounting_system_validation_failure",
    }),
  );
});

test("an id is a UUID in lower case", () => {
  assert.ok(accepts(Uuid, ID));
  for (const bad of [ID.toUpperCase(), `${ID}\n`, ID.replaceAll("-", ""), "", 7])
    assert.ok(!accepts(Uuid, bad), String(bad));
});

test("a timestamp in a request may carry fractions or an offset, but must exist", () => {
  for (const good of ["2025-05-23T15:21:32Z", "2025-05-23T15:21:32.123456Z", "2024-02-29T00:00:00+02:00"])
    assert.ok(accepts(TimestampInput, good), good);
  const bad = [
    "2025-02-29T00:00:00Z",
    "2025-05-23",
    "2025-05-23T24:00:00Z",
    "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
  ];
  for (const moment of bad) assert.ok(!accepts(TimestampInput, moment), moment);
});

test("a day is one of the calendar", () => {
  assert.ok(accepts(DayDate, "2024-02-29"));
  for (const bad of ["2025-02-29", "2025-2-1", "2025-05-23T00:00:00Z", "0000-01-01"])
    assert.ok(!accepts(DayDate, bad), bad);
});

test("text holds any Unicode but NUL and half characters", () => {
  assert.ok(accepts(text(10), "Åsa 🎉\n\u0001"));
  for (const bad of ["a\u0000b", "\ud83c", "\udf89x", "12345678901"])
    assert.ok(!accepts(text(10), bad), JSON.stringify(bad));
  assert.ok(accepts(text(2), "🎉🎉"), "a character outside the basic plane counts once");
});

test("money beyond 2^53, or as text, is refused", () => {
  const amount = (value: unknown) =>
    changed(EntryRow, { amount: { inWalletCurrency: { currency: "JPY", value } }, lines: null });
  assert.ok(accepts(EntryRow, amount(50000)));
  assert.ok(accepts(EntryRow, amount(-123.4)));
  for (const bad of [2 ** 53, -(2 ** 53), 1e300, "1", null])
    assert.ok(!accepts(EntryRow, amount(bad)), String(bad));
});

test("what is not there is missing, what is wrong is a bad request", () => {
  assert.equal(codeOfFailedKeyword("required"), "REQUIRED_PARAMETER_MISSING");
  assert.equal(codeOfFailedKeyword("minItems"), "REQUIRED_PARAMETER_MISSING");
  assert.equal(codeOfFailedKeyword("type"), "BAD_REQUEST");
});

test("a patch may hold null for every member, and can't change the id", () => {
  assert.ok(accepts(EntryPatch, { note: null, teamCode: null, lines: null }));
  assert.ok(accepts(EntryPatch, { externalRef: null }));
  assert.ok(!accepts(EntryPatch, { id: ID }));
});
