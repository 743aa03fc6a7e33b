import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deleteEntry, reopenEntry, updateEntry } from "../src/entries/commands.ts";
import { getEntry } from "../src/entries/queries.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db, 2);
});

const one = () => ({ companyId: company.id, id: entryId(1) });
const status = async (): Promise<string | undefined> => (await company.entryStatuses())[0];
const reopen = () => company.write((tx) => reopenEntry(tx, one()));

/** Changes and deletes are refused, or not, as the entry says of itself. */
async function assertLocked(locked: boolean): Promise<void> {
  assert.equal((await company.read((sql) => getEntry(sql, one()))).locked, locked);
  db.clock.advance(1);
  const note = String(db.clock.now().getTime());
  const patch = company.write((tx) => updateEntry(tx, { ...one(), patch: { note } }));
  if (!locked) {
    assert.equal((await patch).note, note);
    return;
  }
  await assert.rejects(patch, { code: "ENTRY_LOCKED" });
  await assert.rejects(
    company.write((tx) => deleteEntry(tx, one())),
    { code: "ENTRY_LOCKED" },
  );
}

async function exportFirst(): Promise<void> {
  const { id } = await company.running(1);
  await company.set(id, "successful", 1);
  await company.event(id, "completed");
}

test("an entry is queued, exporting and exported in turn, and locked from its queueing on", async () => {
  assert.equal(await status(), "NOT_EXPORTED");
  await assertLocked(false);
  const { id } = await company.create([1, 2]);
  assert.equal(await status(), "QUEUED");
  await assertLocked(true);
  await company.event(id, "started");
  assert.equal(await status(), "EXPORTING");
  await company.set(id, "in_progress", 1);
  assert.equal(await status(), "EXPORTING");
  await assertLocked(true);
  await company.set(id, "successful", 1);
  assert.deepEqual(await company.entryStatuses(), ["EXPORTED", "EXPORTING"]);
  await assertLocked(true);
  await company.event(id, "completed");
  assert.deepEqual(await company.entryStatuses(), ["EXPORTED", "NOT_EXPORTED"]);
  await assertLocked(true);
  await reopen();
  assert.equal(await status(), "NOT_EXPORTED");
  await assertLocked(false);
  await assertInvariants(company);
});

for (const outcome of ["failed", "abandoned"] as const) {
  test(`an item that is ${outcome} gives its entry back when the job finishes, and not before`, async () => {
    const { id } = await company.running(1, 2);
    await company.set(id, outcome, 1);
    assert.equal(await status(), "EXPORTING");
    await assertLocked(true);
    await company.set(id, "successful", 2);
    await company.event(id, "completed");
    assert.equal(await status(), "NOT_EXPORTED");
    await assertLocked(false);
  });

  test(`an entry exported before, whose item is ${outcome} in a second job, is exported again`, async () => {
    await exportFirst();
    const { id } = await company.running(1, 2);
    assert.equal(await status(), "EXPORTING");
    await company.set(id, outcome, 1);
    assert.equal(await status(), "EXPORTING");
    await assert.rejects(reopen(), { code: "ENTRY_LOCKED" });
    await company.event(id, "failed");
    assert.deepEqual(await company.entryStatuses(), ["EXPORTED", "NOT_EXPORTED"]);
    await assertLocked(true);
    await reopen();
    await assertLocked(false);
    await assertInvariants(company);
  });
}

test("an entry exported before is exported after a second job, however that one ends", async () => {
  await exportFirst();
  await company.cancel((await company.create([1])).id);
  assert.equal(await status(), "EXPORTED");
  await company.create([1], { expiresIn: 10 });
  assert.equal(await status(), "QUEUED");
  db.clock.advance(10_000);
  assert.equal(await status(), "EXPORTED");
  await exportFirst();
  assert.equal(await status(), "EXPORTED");
  await assertInvariants(company);
});

test("an entry reopened after a first export is not exported after a second one fails", async () => {
  await exportFirst();
  await reopen();
  await company.cancel((await company.create([1])).id);
  assert.equal(await status(), "NOT_EXPORTED");
  await assertInvariants(company);
});

test("an entry whose item has succeeded can be reopened while its job still runs, and the job leaves it alone", async () => {
  const { id } = await company.create([1, 2]);
  await company.set(id, "successful", 1);
  await reopen();
  await company.event(id, "started");
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "EXPORTING"]);
  await assertLocked(false);
  await company.set(id, "successful", 1);
  assert.equal(await status(), "NOT_EXPORTED");
  await company.event(id, "failed");
  assert.deepEqual(await company.itemStatuses(id), ["successful", "abandoned"]);
  assert.deepEqual(await company.entryStatuses(), ["NOT_EXPORTED", "NOT_EXPORTED"]);
  await assertInvariants(company);
});
