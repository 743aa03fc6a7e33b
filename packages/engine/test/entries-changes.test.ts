import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deleteEntry, reopenEntry, updateEntry } from "../src/entries/commands.ts";
import type { Entry, EntryPatch } from "../src/entries/model.ts";
import { getEntry } from "../src/entries/queries.ts";
import { listEntryHistory } from "../src/history/queries.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { euroLine, plainRow, recordId } from "./support/entry-rows.ts";

let db: TestDatabase;
let company: EntryCompany;
let id: string;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await EntryCompany.create(db.database);
  await company.import(
    plainRow({ externalRef: "a", note: "Lunch", teamCode: null }),
    plainRow({ externalRef: "b" }),
  );
  id = await company.idOf("a");
});

const patch = (changes: EntryPatch, of = id): Promise<Entry> =>
  company.write((tx) => updateEntry(tx, { companyId: company.id, id: of, patch: changes }));
const read = (of = id): Promise<Entry> =>
  db.database.read({ companyId: company.id }, (sql) => getEntry(sql, { companyId: company.id, id: of }));
const remove = (of = id): Promise<void> =>
  company.write((tx) => deleteEntry(tx, { companyId: company.id, id: of }));
const reopen = (of = id): Promise<void> =>
  company.write((tx) => reopenEntry(tx, { companyId: company.id, id: of }));
const history = async () => {
  const page = await db.database.read({ companyId: company.id }, (sql) =>
    listEntryHistory(sql, { companyId: company.id, entryId: id, page: { limit: 100, sort: [] } }),
  );
  return page.rows
    .filter(({ subject }) => subject === "entry")
    .map(({ from, to, actor }) => [from, to, actor]);
};

test("a patch changes what it names, removes what it makes null, and recomputes the defaults", async () => {
  db.clock.advance(1000);
  const changed = await patch({
    note: null,
    amount: { inWalletCurrency: { currency: "EUR", value: 6000 } },
    supplier: { name: "Cafe Nord" },
  });
  assert.equal(changed.note, undefined);
  assert.equal(changed.lines[0]?.amount.inWalletCurrency.value, 6000);
  assert.equal(changed.reconciliationId, "1");
  assert.equal(changed.updatedAt.getTime(), db.clock.now().getTime());
  assert.deepEqual(await read(), changed);
  const again = await patch({ supplier: { code: "S1" } });
  assert.deepEqual(again.supplier, { name: "Cafe Nord", code: "S1" });
});

test("a patch obeys the rules of an import and changes nothing when it breaks one", async () => {
  await assert.rejects(patch({ lines: [euroLine(1)] }), { code: "LINES_DO_NOT_ADD_UP" });
  await assert.rejects(patch({ employeeCode: "nobody" }), {
    code: "UNKNOWN_REFERENCE",
    param: "employeeCode",
  });
  await assert.rejects(patch({ date: "2025-02-30" }), { code: "BAD_REQUEST", param: "date" });
  await assert.rejects(patch({ id: recordId(7, 1) }), { code: "BAD_REQUEST", param: "id" });
  await assert.rejects(patch({ externalRef: "b" }), {
    code: "EXTERNAL_REF_ALREADY_EXISTS",
    param: "externalRef",
  });
  assert.equal((await read()).note, "Lunch");
  assert.equal((await patch({ externalRef: "c" })).externalRef, "c");
});

test("an entry in a job or exported is neither changed nor deleted", async () => {
  const locked = { code: "ENTRY_LOCKED" };
  const job = await company.createJob(id);
  assert.deepEqual([(await read()).exportStatus, (await read()).locked], ["QUEUED", true]);
  await assert.rejects(patch({ note: "x" }), locked);
  await assert.rejects(remove(), locked);
  assert.equal((await patch({ note: "Lunch" })).note, "Lunch");
  await company.finish(job, id);
  assert.deepEqual([(await read()).exportStatus, (await read()).locked], ["EXPORTED", true]);
  await assert.rejects(patch({ note: "x" }), locked);
  await assert.rejects(remove(), locked);
  assert.equal((await read()).note, "Lunch");
});

test("an exported entry is reopened once, with a record in its history, and can be changed again", async () => {
  await company.export(id);
  await reopen();
  assert.equal((await read()).exportStatus, "NOT_EXPORTED");
  assert.deepEqual((await history()).at(-1), ["EXPORTED", "NOT_EXPORTED", "key:test"]);
  assert.equal((await patch({ note: "x" })).note, "x");
  await assert.rejects(reopen(), { code: "ENTRY_NOT_EXPORTED" });
});

test("an entry that a job holds can't be reopened, be it exported before or not", async () => {
  await company.createJob(id);
  await assert.rejects(reopen(), { code: "ENTRY_LOCKED" });
  const other = await EntryCompany.create(db.database);
  await other.import(plainRow());
  const exported = await other.idOf("card-1");
  await other.export(exported);
  await other.createJob(exported);
  await assert.rejects(
    other.write((tx) => reopenEntry(tx, { companyId: other.id, id: exported })),
    { code: "ENTRY_LOCKED" },
  );
});

test("a deleted entry is gone, and its history stays", async () => {
  await company.export(id);
  await reopen();
  await remove();
  await assert.rejects(read(), { code: "ENTRY_NOT_FOUND" });
  await assert.rejects(remove(), { code: "ENTRY_NOT_FOUND" });
  await assert.rejects(patch({ note: "x" }), { code: "ENTRY_NOT_FOUND" });
  await assert.rejects(reopen(), { code: "ENTRY_NOT_FOUND" });
  assert.deepEqual(
    (await history()).map(([, to]) => to),
    ["NOT_EXPORTED", "QUEUED", "EXPORTING", "EXPORTED", "NOT_EXPORTED", "DELETED"],
  );
});

test("a change that waits for a job being created is refused once the job is there", async () => {
  let changing: Promise<PromiseSettledResult<Entry>[]> | undefined;
  await company.write(async (tx) => {
    await company.createJobIn(tx, id);
    changing = Promise.allSettled([patch({ note: "x" })]);
  });
  const [outcome] = (await changing) ?? [];
  assert.equal(outcome?.status === "rejected" && (outcome.reason as { code: string }).code, "ENTRY_LOCKED");
  assert.equal((await read()).note, "Lunch");
});

test("a job that is created during a change takes the changed entry", async () => {
  let creating: ReturnType<EntryCompany["createJob"]> | undefined;
  await company.write(async (tx) => {
    await updateEntry(tx, { companyId: company.id, id, patch: { note: "x" } });
    creating = company.createJob(id);
  });
  assert.equal((await creating)?.status, "pending");
  assert.deepEqual([(await read()).note, (await read()).exportStatus], ["x", "QUEUED"]);
});

test("a job that is created during a deletion does not find the entry", async () => {
  let creating: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await company.write(async (tx) => {
    await deleteEntry(tx, { companyId: company.id, id });
    creating = Promise.allSettled([company.createJob(id)]);
  });
  const [outcome] = (await creating) ?? [];
  assert.equal(
    outcome?.status === "rejected" && (outcome.reason as { code: string }).code,
    "EXPORT_ENTRY_NOT_FOUND",
  );
});

test("of a change and a job racing for an entry, the entry is never changed once it is in the job", async () => {
  for (let round = 0; round < 20; round += 1) {
    const externalRef = `race-${round}`;
    await company.import(plainRow({ externalRef }));
    const racing = await company.idOf(externalRef);
    const [change, job] = await Promise.allSettled([patch({ note: "x" }, racing), company.createJob(racing)]);
    assert.equal(job.status, "fulfilled", String(job.status === "rejected" && job.reason));
    const after = await read(racing);
    assert.equal(after.note, change.status === "fulfilled" ? "x" : undefined);
    if (change.status === "rejected") assert.equal((change.reason as { code: string }).code, "ENTRY_LOCKED");
    if (job.status === "fulfilled") await company.finish(job.value, racing);
  }
});
