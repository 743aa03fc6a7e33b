import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { race, raceOf } from "./support/races.ts";

const ENTRIES = 120;
const numbers = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + at);

let db: TestDatabase;
let company: JobCompany;
let id: string;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db, ENTRIES);
  id = (await company.running(...numbers(1, ENTRIES - 1))).id;
});

test("the good elements commit, and each bad one says why, both in the order of the request", async () => {
  await company.set(id, "successful", 5);
  await company.set(id, "abandoned", 6);
  const result = await company.update(
    id,
    { accountingEntryId: entryId(9), status: "successful" },
    { accountingEntryId: entryId(ENTRIES), status: "successful" },
    { accountingEntryId: entryId(5), status: "failed" },
    { accountingEntryId: entryId(3), status: "failed" },
    { accountingEntryId: entryId(9999), status: "failed" },
    { accountingEntryId: entryId(6), status: "successful" },
    { accountingEntryId: entryId(7), status: "in_progress" },
  );
  assert.deepEqual(
    result.items.map((item) => [item.accountingEntryId, item.status]),
    [
      [entryId(9), "successful"],
      [entryId(3), "failed"],
      [entryId(7), "in_progress"],
    ],
  );
  assert.deepEqual(
    result.errors.map((error) => [error.accountingEntryId, error.type]),
    [
      [entryId(ENTRIES), "ACCOUNTING_ENTRY_DOES_NOT_EXIST"],
      [entryId(5), "EXPORT_ENTRY_STATUS_UPDATE_FAILED"],
      [entryId(9999), "ACCOUNTING_ENTRY_DOES_NOT_EXIST"],
      [entryId(6), "EXPORT_ENTRY_STATUS_UPDATE_FAILED"],
    ],
  );
  const statuses = await company.itemStatuses(id);
  assert.deepEqual(
    [9, 3, 7, 5, 6].map((number) => statuses[number - 1]),
    ["successful", "failed", "in_progress", "successful", "abandoned"],
  );
  assert.ok(result.errors.every((error) => error.message !== ""));
  await assertInvariants(company);
});

test("of several elements on one entry the first counts and each further one is an error", async () => {
  const element = (status: "failed" | "successful", externalId: string) => ({
    accountingEntryId: entryId(1),
    status,
    externalId,
  });
  const result = await company.update(
    id,
    element("failed", "a"),
    element("successful", "b"),
    element("failed", "c"),
  );
  assert.deepEqual(
    result.items.map((item) => [item.status, item.externalId]),
    [["failed", "a"]],
  );
  assert.deepEqual(
    result.errors.map((error) => error.type),
    ["EXPORT_ENTRY_STATUS_UPDATE_FAILED", "EXPORT_ENTRY_STATUS_UPDATE_FAILED"],
  );
  assert.deepEqual((await company.items(id))[0], result.items[0]);
});

test("an unknown entry that comes twice is unknown twice", async () => {
  const { items, errors } = await company.set(id, "failed", 9999, 9999);
  assert.deepEqual(items, []);
  assert.deepEqual(
    errors.map((error) => error.type),
    ["ACCOUNTING_ENTRY_DOES_NOT_EXIST", "ACCOUNTING_ENTRY_DOES_NOT_EXIST"],
  );
});

test("an update takes a hundred elements and no more, repeats included", async () => {
  const limit = { code: "EXPORT_JOB_ITEMS_UPDATE_LIMIT" };
  await assert.rejects(company.set(id, "successful", ...numbers(1, 101)), limit);
  await assert.rejects(company.set(id, "successful", ...numbers(1, 101).fill(1)), limit);
  assert.ok((await company.itemStatuses(id)).every((status) => status === "pending"));
  const { items } = await company.set(id, "successful", ...numbers(1, 100));
  assert.equal(items.length, 100);
  assert.deepEqual((await company.update(id)).items, []);
});

test("updates of one job at once wait for each other, and none is lost", async () => {
  const answers = await raceOf(12, (at) => company.set(id, "successful", ...numbers(at * 8 + 1, 16)));
  assert.deepEqual(answers.refusals, []);
  const statuses = await company.itemStatuses(id);
  assert.equal(statuses.filter((status) => status === "successful").length, 104);
  const successes = (await company.jobHistory(id)).filter((record) => record.to === "successful");
  assert.equal(successes.length, 104);
  await assertInvariants(company);
});

test("of updates that disagree about an item the later one counts, unless the item has succeeded", async () => {
  const outcomes = ["successful", "failed", "in_progress", "abandoned"] as const;
  await raceOf(20, (at) => company.set(id, outcomes[at % 4] ?? "failed", 1, 2, 3));
  const statuses = await company.itemStatuses(id);
  for (const status of statuses.slice(0, 3)) assert.match(status, /^(successful|abandoned)$/);
  await assertInvariants(company);
});

test("an update that meets the end of its job is either in it or refused, never half", async () => {
  for (let round = 0; round < 6; round += 1) {
    const own = await JobCompany.create(db, 10);
    const job = await own.running(...numbers(1, 10));
    const { winners, refusals } = await race<unknown>([
      () => own.set(job.id, "successful", 1, 2, 3, 4, 5),
      () => own.event(job.id, "completed"),
      () => own.set(job.id, "successful", 6, 7, 8, 9, 10),
    ]);
    const statuses = await own.itemStatuses(job.id);
    assert.equal(statuses.filter((status) => status === "successful").length, (winners.length - 1) * 5);
    assert.ok(refusals.every((code) => code === "EXPORT_JOB_STATUS_UNPROCESSABLE"));
    assert.equal(
      (await own.job(job.id)).status,
      winners.length === 3 ? "completed" : "completed_with_errors",
    );
    await assertInvariants(own);
  }
});
