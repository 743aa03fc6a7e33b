import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { listEntries } from "../src/entries/queries.ts";
import { listExportItems } from "../src/export-items/queries.ts";
import { listCompanyHistory } from "../src/history/queries.ts";
import { listJobItems, searchItems } from "../src/items/queries.ts";
import { listExportJobs } from "../src/jobs/queries.ts";
import type { Page, PageRequest, SortOrder } from "../src/paging/page.ts";
import type { Sql } from "../src/storage/sql.ts";
import { JobCompany, entryId } from "./support/job-company.ts";
import { type Seen, assertSorted } from "./support/sorted.ts";

const ORDERS: SortOrder[] = [
  "ASC",
  "ASC_NULLS_FIRST",
  "ASC_NULLS_LAST",
  "DESC",
  "DESC_NULLS_FIRST",
  "DESC_NULLS_LAST",
];
const ENTRIES = 7;

type List = (sql: Sql, page: PageRequest) => Promise<Page<Seen>>;

let db: TestDatabase;
let company: JobCompany;
let jobId: string;
before(async () => {
  db = await testDatabase();
  const types = ["card_purchase", "refund", "fee"] as const;
  const rows = Array.from({ length: ENTRIES }, (_, at) => ({
    type: types[at % 3] ?? "fee",
    date: `2025-05-0${1 + (at % 4)}`,
  }));
  company = await JobCompany.create(db, ENTRIES, Object.fromEntries(rows.map((row, at) => [at + 1, row])));
  await someJobs();
});
after(() => db.close());

/** Finished jobs, started or not, some at the same moment; and a running one with items of every kind. */
async function someJobs(): Promise<void> {
  for (const at of [0, 0, 1, 1, 2]) {
    db.clock.advance(at * 1500);
    const { id } = await company.create([1, 2]);
    if (at > 0) await company.event(id, "started");
    await company.cancel(id);
  }
  jobId = (await company.running(5, 2, 7, 1, 3, 6, 4)).id;
  await company.set(jobId, "successful", 2, 6);
  db.clock.advance(1500);
  await company.set(jobId, "successful", 7);
  await company.set(jobId, "failed", 3);
  await company.set(jobId, "abandoned", 1);
}

const page = async <T extends object>(
  found: Promise<Page<T>>,
  name: (row: T) => string,
): Promise<Page<Seen>> => {
  const { rows, ...rest } = await found;
  return {
    ...rest,
    rows: rows.map((row) => ({ name: name(row), values: Object.fromEntries(Object.entries(row)) })),
  };
};

const LISTS: Record<string, { list: List; keys: string[]; rows: number }> = {
  jobs: {
    list: (sql, at) => page(listExportJobs(sql, { companyId: company.id, page: at }), (job) => job.id),
    keys: ["createdAt", "lastUpdatedAt", "startedAt", "completedAt", "status", "id"],
    rows: 6,
  },
  "a job's items": {
    list: (sql, at) =>
      page(listJobItems(sql, { companyId: company.id, jobId, page: at }), (item) => item.accountingEntryId),
    keys: ["accountingEntryId", "status", "exportedAt"],
    rows: ENTRIES,
  },
  "items of entries": {
    list: (sql, at) =>
      page(
        searchItems(sql, { companyId: company.id, entryIds: [entryId(1), entryId(2)], page: at }),
        (item) => `${item.exportJobId} ${item.accountingEntryId}`,
      ),
    keys: ["accountingEntryId", "status", "exportedAt"],
    rows: 12,
  },
  "export items": {
    list: async (sql, at) => {
      const wanted = {
        requireContraAccounts: false,
        maxOneWalletCurrency: false,
        refusedTypes: [],
        publicUrl: "",
        now: new Date("2025-05-23T15:21:32Z"),
      };
      const found = await listExportItems(sql, { companyId: company.id, ...wanted, page: at });
      const rows = found.rows.map((text) => {
        const values = JSON.parse(text) as Record<string, unknown>;
        return { name: String(values["accountingEntryId"]), values };
      });
      return { ...found, rows };
    },
    keys: ["accountingEntryId", "date", "type"],
    rows: ENTRIES,
  },
  entries: {
    list: (sql, at) => page(listEntries(sql, { companyId: company.id, page: at }), (entry) => entry.id),
    keys: ["date", "createdAt", "id"],
    rows: ENTRIES,
  },
  history: {
    list: (sql, at) =>
      page(listCompanyHistory(sql, { companyId: company.id, page: at }), (record) => record.id),
    keys: [],
    rows: ENTRIES + 70,
  },
};

for (const [name, { list, keys, rows }] of Object.entries(LISTS)) {
  test(`the list of ${name} is sorted by each of its keys, and pages of it follow each other both ways`, async () => {
    const sortings = [[], ...keys.flatMap((key) => ORDERS.map((order) => [{ key, order }]))];
    await company.read(async (sql) => {
      for (const sort of sortings) {
        const whole = await list(sql, { limit: 1000, sort });
        assert.equal(whole.total, rows);
        assert.equal(whole.rows.length, rows);
        for (const key of sort) assertSorted(whole.rows, key);
        let at = await list(sql, { limit: 4, sort });
        const forwards = [...at.rows];
        while (at.hasNextPage)
          forwards.push(...(at = await list(sql, { limit: 4, sort, after: at.endKey ?? [] })).rows);
        assert.deepEqual(forwards, whole.rows);
        const backwards = [...at.rows];
        while (at.hasPreviousPage)
          backwards.unshift(...(at = await list(sql, { limit: 4, sort, before: at.startKey ?? [] })).rows);
        assert.deepEqual(backwards, whole.rows);
      }
    });
  });
}
