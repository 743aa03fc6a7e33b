import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deleteEntry, reopenEntry, updateEntry } from "../src/entries/commands.ts";
import { getEntry } from "../src/entries/queries.ts";
import { DomainError } from "../src/shared/errors.ts";
import type { Tx } from "../src/storage/database.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { race, raceOf, waitedFor } from "./support/races.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const patch = (company: JobCompany, number: number, note: string) => async (tx: Tx) => {
  await updateEntry(tx, { companyId: company.id, id: entryId(number), patch: { note } });
};
const remove = (company: JobCompany, number: number) => (tx: Tx) =>
  deleteEntry(tx, { companyId: company.id, id: entryId(number) });
const reopen = (company: JobCompany, number: number) => (tx: Tx) =>
  reopenEntry(tx, { companyId: company.id, id: entryId(number) });
const note = async (company: JobCompany, number: number): Promise<unknown> => {
  const input = { companyId: company.id, id: entryId(number) };
  return (await company.read((sql) => getEntry(sql, input))).note;
};

test("of twenty jobs created at once one is made, and the others are told why not", async () => {
  const company = await JobCompany.create(db, 20);
  const { winners, refusals } = await raceOf(20, (at) => company.create([at + 1, ((at + 7) % 20) + 1]));
  assert.equal(winners.length, 1);
  assert.deepEqual(new Set(refusals), new Set(["EXPORT_ALREADY_IN_PROGRESS"]));
  assert.equal((await company.jobs()).length, 1);
  const statuses = await company.entryStatuses();
  assert.equal(statuses.filter((status) => status === "QUEUED").length, 2);
  await assertInvariants(company);
});

test("a creation that is rolled back leaves the way free for the one that waits for it", async () => {
  const company = await JobCompany.create(db);
  let waiting: Promise<unknown> | undefined;
  const failing = company.write(async (tx) => {
    await company.createIn(tx, [1, 2]);
    waiting = company.create([2, 3]);
    await waitedFor(tx);
    throw new DomainError("BAD_REQUEST", "for the test");
  });
  await assert.rejects(failing, { code: "BAD_REQUEST" });
  await waiting;
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "QUEUED", "QUEUED"]);
});

test("a job that is created while the former one ends takes the entries that it gives back", async () => {
  const company = await JobCompany.create(db);
  const former = await company.running(1, 2);
  let creating: Promise<{ id: string }> | undefined;
  await company.write(async (tx) => {
    await company.eventIn(tx, former.id, "failed");
    creating = company.create([1, 2, 3]);
    await waitedFor(tx);
  });
  const job = await creating;
  assert.deepEqual(await company.entryStatuses(), ["QUEUED", "QUEUED", "QUEUED"]);
  assert.notEqual(job?.id, former.id);
  await assertInvariants(company);
});

test("a job waits for a change of its entries, and a change for the job, whichever came first", async () => {
  const company = await JobCompany.create(db);
  let creating: Promise<unknown> | undefined;
  await company.write(async (tx) => {
    await patch(company, 2, "before the job")(tx);
    creating = company.create([1, 2, 3]);
    await waitedFor(tx);
  });
  await creating;
  assert.equal(await note(company, 2), "before the job");
  await assert.rejects(company.write(patch(company, 2, "in the job")), { code: "ENTRY_LOCKED" });
  await assert.rejects(company.write(remove(company, 1)), { code: "ENTRY_LOCKED" });
});

test("a job does not find an entry that is being deleted, and holds none of the others", async () => {
  const company = await JobCompany.create(db);
  let creating: Promise<unknown> | undefined;
  await company.write(async (tx) => {
    await remove(company, 2)(tx);
    creating = assert.rejects(company.create([1, 2, 3]), { code: "EXPORT_ENTRY_NOT_FOUND" });
    await waitedFor(tx);
  });
  await creating;
  assert.deepEqual(await company.jobs(), []);
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "NOT_EXPORTED"]);
});

test("an entry that is being reopened comes into the job as one that is not exported", async () => {
  const company = await JobCompany.create(db);
  const first = await company.running(1);
  await company.set(first.id, "successful", 1);
  await company.event(first.id, "completed");
  let creating: Promise<{ id: string }> | undefined;
  await company.write(async (tx) => {
    await reopen(company, 1)(tx);
    creating = company.create([1]);
    await waitedFor(tx);
  });
  const job = await creating;
  await company.cancel(job?.id ?? "");
  assert.deepEqual((await company.entryStatuses())[0], "NOT_EXPORTED");
  await assertInvariants(company);
});

test("jobs, changes, deletions and reopenings of the same entries at once leave nothing half done", async () => {
  const company = await JobCompany.create(db, 12);
  const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
  for (let round = 0; round < 4; round += 1) {
    const { winners } = await race<unknown>([
      () => company.create(numbers.slice(round)),
      () => company.create(numbers.slice(round).toReversed()),
      ...numbers.map((number) => () => company.write(patch(company, number, `round ${round}`))),
      ...numbers.map((number) => () => company.write(reopen(company, number))),
      () => company.write(remove(company, round + 1)),
    ]);
    assert.ok(winners.length > 0);
    await assertInvariants(company);
    const unfinished = (await company.jobs()).find((job) => job.status === "pending");
    if (unfinished !== undefined) await company.cancel(unfinished.id);
    await assertInvariants(company);
  }
});
