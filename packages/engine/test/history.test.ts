import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { announcedServer, type TestDatabase, testDatabase } from "@ledgerport/testkit";
import pg from "pg";
import { deleteEntry, reopenEntry } from "../src/entries/commands.ts";
import type { HistoryRecord } from "../src/history/model.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { assertReplays } from "./support/replay.ts";

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db);
});

const short = (record: HistoryRecord): string => {
  const numbers = new Map([1, 2, 3].map((number) => [entryId(number), String(number)]));
  const of = record.accountingEntryId === null ? "" : ` ${numbers.get(record.accountingEntryId)}`;
  const reason = record.reason === null ? "" : ` (${record.reason})`;
  return `${record.subject}${of} ${record.from ?? "none"} > ${record.to}${reason} by ${record.actor}`;
};

/** A job with every kind of change in it: entry 1 succeeds, 2 fails, 3 is given up. */
async function eventfulJob(): Promise<string> {
  const { id } = await company.write((tx) => company.createIn(tx, [1, 2, 3]), "key:creator");
  db.clock.advance(1000);
  await company.event(id, "started", {}, "key:worker");
  db.clock.advance(1000);
  await company.set(id, "successful", 1);
  await company.set(id, "in_progress", 2);
  await company.set(id, "failed", 2);
  db.clock.advance(1000);
  await company.event(id, "failed", { failureReasonType: "service_timeout" }, "key:worker");
  return id;
}

test("a job's history has every change of it, its items and its entries, with who and why, in order", async () => {
  const id = await eventfulJob();
  const records = await company.jobHistory(id);
  const seconds = records.map(({ at }) => at.getTime());
  assert.deepEqual(
    seconds,
    seconds.toSorted((a, b) => a - b),
  );
  assert.ok(records.every((record) => record.jobId === id));
  const told = records.map(short);
  assert.deepEqual(
    told.slice(0, 3).toSorted(),
    [1, 2, 3].map((n) => `entry ${n} NOT_EXPORTED > QUEUED by key:creator`),
  );
  assert.deepEqual(told.slice(3, 10), [
    "job none > pending by key:creator",
    "item none > pending by key:creator",
    "job pending > in_progress by key:worker",
    "entry QUEUED > EXPORTING by key:worker",
    "item 1 pending > successful by key:test",
    "entry 1 EXPORTING > EXPORTED by key:test",
    "item 2 pending > in_progress by key:test",
  ]);
  assert.equal(told[10], "item 2 in_progress > failed (unexpected_failure) by key:test");
  assert.deepEqual(told.slice(11).toSorted(), [
    "entry 2 EXPORTING > NOT_EXPORTED by key:worker",
    "entry 3 EXPORTING > NOT_EXPORTED by key:worker",
    "item 3 pending > abandoned (service_timeout) by key:worker",
    "job in_progress > failed (service_timeout) by key:worker",
  ]);
  await assertReplays(company);
});

test("an entry's history has its own changes and those of its jobs, over several jobs, and nothing of other entries", async () => {
  const first = await eventfulJob();
  const second = (await company.create([1])).id;
  await company.cancel(second);
  await company.write((tx) => reopenEntry(tx, { companyId: company.id, id: entryId(1) }), "key:bookkeeper");
  const records = await company.entryHistory(1);
  assert.deepEqual(new Set(records.map((record) => record.jobId)), new Set([first, second, null]));
  assert.ok(records.every(({ accountingEntryId: of }) => of === null || of === entryId(1)));
  assert.deepEqual(
    records
      .filter((record) => record.subject === "entry")
      .map((record) => [record.from, record.to, record.actor]),
    [
      [null, "NOT_EXPORTED", "key:test"],
      ["NOT_EXPORTED", "QUEUED", "key:creator"],
      ["QUEUED", "EXPORTING", "key:worker"],
      ["EXPORTING", "EXPORTED", "key:test"],
      ["EXPORTED", "QUEUED", "key:test"],
      ["QUEUED", "EXPORTED", "admin"],
      ["EXPORTED", "NOT_EXPORTED", "key:bookkeeper"],
    ],
  );
  await assertReplays(company);
});

test("an entry that was exported before its job was started does not seem to be exporting afterwards", async () => {
  const { id } = await company.create([1, 2]);
  await company.set(id, "successful", 1);
  await company.event(id, "started");
  const steps = async (number: number): Promise<string[]> =>
    (await company.entryHistory(number))
      .filter(({ subject }) => subject === "entry")
      .map((record) => record.to);
  assert.deepEqual(await steps(1), ["NOT_EXPORTED", "QUEUED", "EXPORTED"]);
  assert.deepEqual(await steps(2), ["NOT_EXPORTED", "QUEUED", "EXPORTING"]);
});

test("what changes nothing leaves no record", async () => {
  const id = await eventfulJob();
  const next = (await company.running(2)).id;
  await company.set(next, "in_progress", 2);
  const before = await company.history();
  await company.set(next, "in_progress", 2);
  await assert.rejects(company.event(id, "completed"));
  await assert.rejects(company.create([1]));
  assert.deepEqual(await company.history(), before);
});

test("the history of a deleted entry stays", async () => {
  await eventfulJob();
  const before = await company.entryHistory(3);
  await company.write((tx) => deleteEntry(tx, { companyId: company.id, id: entryId(3) }));
  const after = await company.entryHistory(3);
  assert.deepEqual(after.slice(0, -1), before);
  assert.equal(after.at(-1)?.to, "DELETED");
});

test("an entry's history begins with its import, and there is none of an unknown entry or job", async () => {
  assert.deepEqual((await company.entryHistory(1)).map(short), ["entry 1 none > NOT_EXPORTED by key:test"]);
  await assert.rejects(company.entryHistory(99), { code: "ENTRY_NOT_FOUND" });
  await assert.rejects(company.jobHistory(entryId(99)), { code: "EXPORT_NOT_FOUND" });
});

test("the database refuses every change of the history, even to its administrator", async () => {
  await eventfulJob();
  const before = await company.history();
  const changes = ["UPDATE history SET actor = 'nobody'", "DELETE FROM history", "TRUNCATE history"];
  for (const text of changes) {
    await assert.rejects(
      db.database.write("system", "admin", (tx) => tx.query({ text })),
      /permission denied/,
    );
  }
  const url = new URL(announcedServer().adminUrl);
  url.pathname = new URL(db.url).pathname;
  const administrator = new pg.Client({ connectionString: url.href });
  await administrator.connect();
  try {
    for (const text of changes) await assert.rejects(administrator.query(text), /append-only/);
  } finally {
    await administrator.end();
  }
  assert.deepEqual(await company.history(), before);
});
