import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { getNewestItem, searchItems } from "../src/items/queries.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

test("an entry's newest item is that of its newest job, and a search finds those of all jobs", async () => {
  const company = await JobCompany.create(db);
  await assert.rejects(
    company.read((sql) => getNewestItem(sql, { companyId: company.id, entryId: entryId(1) })),
    {
      code: "EXPORT_ENTRY_NOT_FOUND",
    },
  );
  const { id: first } = await company.running(1);
  await company.set(first, "successful", 1);
  await company.event(first, "completed");
  const { id: second } = await company.create([2, 1]);
  const newest = await company.read((sql) =>
    getNewestItem(sql, { companyId: company.id, entryId: entryId(1) }),
  );
  assert.deepEqual([newest.exportJobId, newest.status], [second, "pending"]);
  const search = {
    companyId: company.id,
    entryIds: [entryId(1), entryId(99)],
    page: { limit: 10, sort: [] },
  };
  const found = await company.read((sql) => searchItems(sql, search));
  assert.deepEqual(
    found.rows.map((item) => item.status),
    ["successful", "pending"],
  );
  const open = await company.read((sql) => searchItems(sql, { ...search, status: "pending" }));
  assert.deepEqual([open.total, open.rows.map((item) => item.exportJobId)], [1, [second]]);
});
