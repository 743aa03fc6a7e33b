import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deleteEntry, updateEntry } from "../src/entries/commands.ts";
import { lineIds } from "../src/entries/line-ids.ts";
import type { EntryRow, LineRow } from "../src/entries/model.ts";
import { listCompanyHistory, listEntryHistory } from "../src/history/queries.ts";
import { getImport, listImports } from "../src/imports/queries.ts";
import { upsertTaxCodes } from "../src/reference/commands.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { euroLine, plainRow } from "./support/entry-rows.ts";

const ALL = { limit: 1000, sort: [] };
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
const euros = (value: number) => ({ currency: "EUR", value });
const historyOf = async (entryId: string) =>
  (
    await db.database.read({ companyId: company.id }, (sql) =>
      listEntryHistory(sql, { companyId: company.id, entryId, page: ALL }),
    )
  ).rows;
const history = async (from?: string, to?: string) =>
  (
    await db.database.read({ companyId: company.id }, (sql) =>
      listCompanyHistory(sql, { companyId: company.id, from, to, page: ALL }),
    )
  ).rows;
const imports = async () =>
  (
    await db.database.read({ companyId: company.id }, (sql) =>
      listImports(sql, { companyId: company.id, page: ALL }),
    )
  ).rows;

test("correcting 482.12 to 77.70 leaves its trace: the member, before and after, by whom and by which import", async () => {
  await company.import(row("a", { amount: { inWalletCurrency: euros(48212) } }));
  const id = await company.idOf("a");
  await company.import(row("b"), row("a", { amount: { inWalletCurrency: euros(7770) }, note: "corrected" }));
  const [first, second] = await imports();
  const records = await historyOf(id);
  assert.deepEqual(
    records.map(({ id: _id, at: _at, ...record }) => record),
    [
      {
        actor: "key:test",
        subject: "entry",
        jobId: null,
        accountingEntryId: id,
        externalRef: "a",
        from: null,
        to: "NOT_EXPORTED",
        reason: null,
        importId: first?.id,
        changes: null,
      },
      {
        actor: "key:test",
        subject: "entry",
        jobId: null,
        accountingEntryId: id,
        externalRef: "a",
        from: "NOT_EXPORTED",
        to: "NOT_EXPORTED",
        reason: null,
        importId: second?.id,
        changes: [
          { member: "amount.inWalletCurrency", from: euros(48212), to: euros(7770) },
          { member: "note", from: null, to: "corrected" },
        ],
      },
    ],
  );
});

test("a change by hand is recorded as one by an import is, without an import", async () => {
  const lines = [euroLine(6000, { accountCode: "7010" }), euroLine(6000)];
  await company.import(row("a", { lines, attendees: ["Ann"] }));
  const id = await company.idOf("a");
  const patch = {
    externalRef: "A",
    lines: [euroLine(6000, { accountCode: "7020" }), euroLine(6000)],
    attendees: ["Ann", "Bo"],
  };
  await company.write((tx) => updateEntry(tx, { companyId: company.id, id, patch }));
  const changed = (await historyOf(id)).at(-1);
  assert.equal(changed?.importId, null);
  assert.equal(changed.externalRef, "A");
  assert.deepEqual(changed.changes, [
    { member: "externalRef", from: "a", to: "A" },
    { member: "lines[0].accountCode", from: "7010", to: "7020" },
    { member: "attendees", from: ["Ann"], to: ["Ann", "Bo"] },
  ]);
});

test("saying a line's own id and an only line's amount, or leaving them out, is no change of them", async () => {
  const said = row("a", { lines: [euroLine(12000, { accountCode: "7010" })] });
  await company.import(said);
  const id = await company.idOf("a");
  const [lineId] = lineIds(id, [{}]);
  const change = (line: LineRow) =>
    company.write((tx) => updateEntry(tx, { companyId: company.id, id, patch: { lines: [line] } }));
  await change({ id: lineId, accountCode: "7020" });
  assert.deepEqual((await historyOf(id)).at(-1)?.changes, [
    { member: "lines[0].accountCode", from: "7010", to: "7020" },
  ]);
  await change({ accountCode: "7020" });
  const last = (await historyOf(id)).at(-1);
  assert.deepEqual([last?.changes, last?.reason], [[], "Said in another form that means the same"]);
});

test("what is found unchanged or refused leaves no record", async () => {
  await company.import(row("a"));
  const before = await history();
  await company.import(row("a"), row("b", { date: "2025-02-30" }));
  assert.deepEqual(await history(), before);
});

test("the record of a deletion has all that the entry said, under the name it had", async () => {
  await company.import(row("a", { note: "Lunch" }));
  const id = await company.idOf("a");
  await company.write((tx) => deleteEntry(tx, { companyId: company.id, id }));
  const last = (await history()).at(-1);
  assert.deepEqual([last?.accountingEntryId, last?.externalRef, last?.to], [id, "a", "DELETED"]);
  const gone = new Map(last?.changes?.map(({ member, from, to }) => [member, [from, to]]));
  assert.deepEqual(gone.get("note"), ["Lunch", null]);
  assert.deepEqual(gone.get("amount"), [{ inWalletCurrency: euros(12000) }, null]);
  assert.deepEqual([...gone.keys()], ["externalRef", "type", "date", "amount", "note", "reconciliationId"]);
});

test("a row that says the same and is computed anew says why", async () => {
  const taxed = row("a", { lines: [euroLine(12000, { taxCode: "V20" })] });
  await company.import(taxed);
  const records = [{ code: "V20", rate: 0.25, type: "inclusive" as const }];
  await company.write((tx) => upsertTaxCodes(tx, { companyId: company.id, records }));
  await company.import(taxed);
  const last = (await history()).at(-1);
  assert.deepEqual(last?.changes, []);
  assert.match(last.reason ?? "", /^Computed anew/);
});

test("a company's history can be asked for by days of UTC, both included, and either alone", async () => {
  const dayLater = 24 * 60 * 60 * 1000;
  await company.import(row("a"));
  db.clock.advance(dayLater);
  await company.import(row("b"));
  db.clock.advance(dayLater);
  await company.import(row("c"));
  const day = (days: number) =>
    new Date(db.clock.now().getTime() - days * dayLater).toISOString().slice(0, 10);
  const refs = async (from?: string, to?: string) =>
    (await history(from, to)).map((record) => record.externalRef);
  assert.deepEqual(await refs(), ["a", "b", "c"]);
  assert.deepEqual(await refs(day(1), day(1)), ["b"]);
  assert.deepEqual(await refs(day(1)), ["b", "c"]);
  assert.deepEqual(await refs(undefined, day(1)), ["a", "b"]);
  assert.deepEqual(await refs(day(0), day(1)), []);
});

test("an import is kept with who, when, its rows and whether it was completed", async () => {
  await company.import(row("a"), row("b"));
  await company.import(row("a"), row("b", { note: "x" }), row("c"), row("d", { date: "2025-02-30" }));
  const [, second] = await imports();
  assert.deepEqual(second, {
    id: second?.id,
    companyId: company.id,
    actor: "key:test",
    fileName: null,
    startedAt: db.clock.now(),
    completedAt: db.clock.now(),
    created: 1,
    updated: 1,
    unchanged: 1,
    failed: 1,
  });
  const input = { companyId: company.id, importId: second.id };
  assert.deepEqual(await db.database.read({ companyId: company.id }, (sql) => getImport(sql, input)), second);
  const other = await EntryCompany.create(db.database);
  await assert.rejects(
    db.database.read({ companyId: other.id }, (sql) => getImport(sql, { ...input, companyId: other.id })),
    { code: "IMPORT_NOT_FOUND" },
  );
});
