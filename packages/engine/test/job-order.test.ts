import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, VirtualClock, testDatabase } from "@ledgerport/testkit";
import { Database } from "../src/index.ts";
import type { ExportJobItem } from "../src/items/model.ts";
import { getNewestItem, searchItems } from "../src/items/queries.ts";
import { listExportJobs } from "../src/jobs/queries.ts";
import { retryExportJob } from "../src/jobs/retry.ts";
import type { PageRequest } from "../src/paging/page.ts";
import { assertInvariants } from "./support/invariants.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

const TWO_HOURS = 2 * 3600 * 1000;

let db: TestDatabase;
let company: JobCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db);
});

/** A job of entries 1 and 2, both failed; then, with the clock two hours back, one that exports both. */
async function failedThenExported(): Promise<{ failed: string; exported: string }> {
  const { id: failed } = await company.running(1, 2);
  await company.set(failed, "failed", 1, 2);
  await company.event(failed, "completed_with_errors");
  db.clock.advance(-TWO_HOURS);
  const { id: exported } = await company.running(1, 2);
  await company.set(exported, "successful", 1, 2);
  await company.event(exported, "completed");
  assert.ok(exported < failed, "ids come from the clock, so the later job has the smaller one");
  return { failed, exported };
}

function retry(jobId: string): Promise<unknown> {
  const demands = { createdBy: null, expiresIn: 600, requireContraAccounts: false, refusedTypes: [] };
  return company.write((tx) => retryExportJob(tx, { companyId: company.id, jobId, ...demands }));
}

function newest(number: number): Promise<ExportJobItem> {
  return company.read((sql) => getNewestItem(sql, { companyId: company.id, entryId: entryId(number) }));
}

async function page(request: Partial<PageRequest>): Promise<string[]> {
  const input = { companyId: company.id, page: { limit: 10, sort: [], ...request } };
  return (await company.read((sql) => listExportJobs(sql, input))).rows.map(({ id }) => id);
}

test("a retry never hands out what a later job exported, though the clock was set back before it", async () => {
  const { failed } = await failedThenExported();
  await assert.rejects(retry(failed), { code: "NOTHING_TO_RETRY" });
  db.clock.advance(TWO_HOURS);
  await assert.rejects(retry(failed), { code: "NOTHING_TO_RETRY" });
  await assertInvariants(company);
});

test("a retry hands out what an earlier job exported, though the clock was set back after it", async () => {
  const { id: exported } = await company.running(1);
  await company.set(exported, "successful", 1);
  await company.event(exported, "completed");
  db.clock.advance(-TWO_HOURS);
  const { id: failed } = await company.running(1);
  await company.event(failed, "failed");
  await retry(failed);
  assert.equal((await newest(1)).status, "pending");
});

test("an entry's newest item is that of the job made last, whatever the clock said then and says now", async () => {
  const { exported } = await failedThenExported();
  assert.deepEqual([(await newest(1)).exportJobId, (await newest(1)).status], [exported, "successful"]);
  db.clock.advance(TWO_HOURS);
  assert.equal((await newest(2)).exportJobId, exported);
});

test("a search gives the items of the job made first before those of the one made last, page by page", async () => {
  const { failed, exported } = await failedThenExported();
  const rows: string[] = [];
  let pageOf: PageRequest = { limit: 1, sort: [] };
  for (;;) {
    const input = { companyId: company.id, entryIds: [1, 2].map(entryId), page: pageOf };
    const found = await company.read((sql) => searchItems(sql, input));
    rows.push(...found.rows.map((item) => `${item.exportJobId} ${item.accountingEntryId}`));
    if (!found.hasNextPage || found.endKey === undefined) break;
    pageOf = { limit: 1, sort: [], after: found.endKey };
  }
  assert.deepEqual(
    rows,
    [failed, exported].flatMap((job) => [1, 2].map((number) => `${job} ${entryId(number)}`)),
  );
});

test("jobs are listed in the order in which they were made, by default and by createdAt", async () => {
  const { failed, exported } = await failedThenExported();
  assert.deepEqual(await page({}), [failed, exported]);
  assert.deepEqual(await page({ sort: [{ key: "createdAt", order: "ASC" }] }), [failed, exported]);
  assert.deepEqual(await page({ sort: [{ key: "createdAt", order: "DESC" }] }), [exported, failed]);
});

test("who reads on from the last page of jobs gets each later job once, though the clock was set back", async () => {
  const { id: first } = await company.create([1]);
  await company.cancel(first);
  const read = await company.read((sql) =>
    listExportJobs(sql, { companyId: company.id, page: { limit: 10, sort: [] } }),
  );
  assert.ok(read.endKey !== undefined);
  db.clock.advance(-TWO_HOURS);
  const { id: second } = await company.create([1]);
  assert.deepEqual(await page({ after: read.endKey }), [second]);
});

test("of servers whose clocks differ by hours, the job made last is the newest", async (t) => {
  const behind = new Database({ url: db.url, clock: new VirtualClock("2025-05-23T03:00:00Z") });
  t.after(() => behind.close());
  const { id: first } = await company.running(1);
  await company.event(first, "failed");
  const second = await behind.write({ companyId: company.id }, "key:test", (tx) => company.createIn(tx, [1]));
  assert.equal((await newest(1)).exportJobId, second.id);
});

test("jobs that are made at once get one number, and a refused one leaves no trace", async () => {
  const made = await Promise.allSettled([1, 2, 3, 1, 2, 3].map((number) => company.create([number])));
  const [won] = made.filter((outcome) => outcome.status === "fulfilled");
  assert.ok(won !== undefined);
  assert.equal(made.filter((outcome) => outcome.status === "rejected").length, 5);
  await company.cancel(won.value.id);
  const { id: next } = await company.create([1, 2, 3]);
  const numbers = await company.read((sql) =>
    sql.query({
      text: "SELECT id, number FROM export_jobs WHERE company_id = $1 ORDER BY number",
      values: [company.id],
    }),
  );
  assert.deepEqual(numbers, [
    { id: won.value.id, number: "1" },
    { id: next, number: "2" },
  ]);
});
