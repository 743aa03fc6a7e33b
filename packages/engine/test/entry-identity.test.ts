import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deleteEntry, reopenEntry, updateEntry } from "../src/entries/commands.ts";
import type { EntryRow } from "../src/entries/model.ts";
import { getEntry } from "../src/entries/queries.ts";
import { listEntryHistory } from "../src/history/queries.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { plainRow, recordId } from "./support/entry-rows.ts";

let db: TestDatabase;
let company: EntryCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await EntryCompany.create(db.database);
});

const row = (externalRef: string, changes: Partial<EntryRow> = {}) => plainRow({ externalRef, ...changes });
const remove = async (externalRef: string): Promise<string> => {
  const id = await company.idOf(externalRef);
  await company.write((tx) => deleteEntry(tx, { companyId: company.id, id }));
  return id;
};
const get = (id: string) =>
  db.database.read({ companyId: company.id }, (sql) => getEntry(sql, { companyId: company.id, id }));

test("an entry that was reopened, deleted and imported again is the same one: id, reconciliation id and history", async () => {
  await company.import(row("z"), row("a"));
  const id = await company.idOf("a");
  const { reconciliationId } = await get(id);
  await company.export(id);
  await company.write((tx) => reopenEntry(tx, { companyId: company.id, id }));
  await remove("a");
  const result = await company.import(row("y"), row("a", { note: "again" }));
  assert.deepEqual(
    [result.created, result.warnings],
    [
      2,
      [
        {
          row: 2,
          externalRef: "a",
          type: "ENTRY_RESTORED",
          message: "The entry was deleted and is back, under the id it had",
        },
      ],
    ],
  );
  const back = await get(id);
  assert.deepEqual([back.externalRef, back.note, back.reconciliationId], ["a", "again", reconciliationId]);
  assert.equal((await get(await company.idOf("y"))).reconciliationId, "3");
  const history = await db.database.read({ companyId: company.id }, (sql) =>
    listEntryHistory(sql, { companyId: company.id, entryId: id, page: { limit: 100, sort: [] } }),
  );
  const statuses = history.rows
    .filter(({ subject }) => subject === "entry")
    .map(({ from, to }) => [from, to]);
  assert.deepEqual(statuses.slice(-2), [
    ["NOT_EXPORTED", "DELETED"],
    ["DELETED", "NOT_EXPORTED"],
  ]);
  const came = history.rows.at(-1)?.changes;
  assert.deepEqual(
    came?.map(({ member, from }) => [member, from]),
    ["externalRef", "type", "date", "amount", "note", "reconciliationId"].map((member) => [member, null]),
  );
  assert.equal((await company.import(row("a", { note: "again" }))).unchanged, 1);
});

test("a deleted entry that comes back again and again keeps its id, also in the batch that another one failed in", async () => {
  await company.import(row("a"));
  const id = await remove("a");
  const failed = await company.import(row("a", { date: "2025-02-30" }));
  assert.deepEqual([failed.created, failed.warnings], [0, []]);
  await company.import(row("a"));
  assert.equal(await remove("a"), id);
  await company.import(row("a", { id }));
  assert.equal(await company.idOf("a"), id);
});

test("a deleted entry's id is refused to another, and another id to it", async () => {
  await company.import(row("a"), row("b"));
  const id = await remove("a");
  const other = await remove("b");
  const result = await company.import(row("a", { id: recordId(7, 9) }), row("b", { id }));
  assert.deepEqual(
    result.errors.map(({ type, param }) => [type, param]),
    [
      ["BAD_REQUEST", "id"],
      ["BAD_REQUEST", "id"],
    ],
  );
  // The platform's own word: the same entry under another reference.
  const renamed = await company.import(row("c", { id }), row("b"));
  assert.deepEqual([renamed.created, renamed.warnings.length], [2, 2]);
  assert.deepEqual([await company.idOf("c"), await company.idOf("b")], [id, other]);
  assert.equal((await company.import(row("a"))).warnings.length, 0);
  assert.notEqual(await company.idOf("a"), id);
});

test("a deleted entry's reference is refused to an entry that is renamed: what was posted under it would stand twice", async () => {
  await company.import(row("a"), row("b"));
  const posted = await company.idOf("a");
  await company.export(posted);
  await company.write((tx) => reopenEntry(tx, { companyId: company.id, id: posted }));
  await remove("a");
  const id = await company.idOf("b");
  const patch = { externalRef: "a" };
  await assert.rejects(
    company.write((tx) => updateEntry(tx, { companyId: company.id, id, patch })),
    {
      code: "EXTERNAL_REF_ALREADY_EXISTS",
      message: new RegExp(`${posted} had the externalRef a, and keeps it`),
    },
  );
  assert.equal((await get(id)).externalRef, "b");
  assert.equal((await company.import(row("a"))).warnings[0]?.type, "ENTRY_RESTORED");
  assert.equal(await company.idOf("a"), posted);
});

test("an entry that was renamed and deleted is known by its last reference", async () => {
  await company.import(row("a"));
  const id = await company.idOf("a");
  await company.write((tx) => updateEntry(tx, { companyId: company.id, id, patch: { externalRef: "b" } }));
  await remove("b");
  await company.import(row("a"), row("b"));
  assert.notEqual(await company.idOf("a"), id);
  assert.equal(await company.idOf("b"), id);
});

test("of two imports at once that bring a deleted entry back, one does", async () => {
  await company.import(row("a"));
  const id = await remove("a");
  const results = await Promise.all([company.import(row("a")), company.import(row("a"))]);
  assert.deepEqual(
    results.reduce((sum, { created }) => sum + created, 0),
    1,
  );
  assert.equal(await company.idOf("a"), id);
});

test("another company's deleted entry is nobody's here", async () => {
  await company.import(row("a"));
  const id = await remove("a");
  const other = await EntryCompany.create(db.database);
  const { warnings } = await other.import(row("a"));
  assert.deepEqual(warnings, []);
  assert.notEqual(await other.idOf("a"), id);
});
