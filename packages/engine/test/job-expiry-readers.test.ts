import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { listExportItems } from "../src/export-items/queries.ts";
import { getNewestItem, searchItems } from "../src/items/queries.ts";
import { findUnfinishedJob } from "../src/jobs/queries.ts";
import { JobCompany, entryId } from "./support/job-company.ts";

const EXPIRES_IN = 60;

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

test("every reader sees an overdue job as failed, whoever of them comes first", async () => {
  const page = { limit: 100, sort: [] };
  const items = {
    companyId: "",
    requireContraAccounts: false,
    maxOneWalletCurrency: false,
    refusedTypes: [],
    publicUrl: "",
    now: new Date("2025-05-23T15:21:32Z"),
    page,
  };
  const readers: ((of: JobCompany, jobId: string) => Promise<unknown>)[] = [
    async (of, jobId) => (await of.job(jobId)).status === "failed",
    async (of) => (await of.jobs())[0]?.status === "failed",
    async (of, jobId) => (await of.itemStatuses(jobId)).every((status) => status === "abandoned"),
    async (of) => (await of.entryStatuses()).every((status) => status === "NOT_EXPORTED"),
    async (of, jobId) => (await of.jobHistory(jobId)).at(-1)?.to === "failed",
    async (of) => (await of.entryHistory(1)).at(-1)?.to === "failed",
    async (of) => (await of.read((sql) => findUnfinishedJob(sql, of.id))) === undefined,
    async (of) => {
      const item = await of.read((sql) => getNewestItem(sql, { companyId: of.id, entryId: entryId(1) }));
      return item.status === "abandoned";
    },
    async (of) => {
      const found = await of.read((sql) =>
        searchItems(sql, { companyId: of.id, entryIds: [entryId(1)], page }),
      );
      return found.rows[0]?.status === "abandoned";
    },
    async (of) => {
      const running = await of.read((sql) => listExportItems(sql, { ...items, companyId: of.id }));
      return running.rows.length === 0;
    },
    async (of, jobId) => {
      const wanted = of.read((sql) => listExportItems(sql, { ...items, companyId: of.id, jobId }));
      await assert.rejects(wanted, { code: "EXPORT_JOB_STATUS_UNPROCESSABLE" });
      return true;
    },
  ];
  for (const reader of readers) {
    const own = await JobCompany.create(db, 1);
    const job = await own.create([1], { expiresIn: EXPIRES_IN });
    db.clock.advance(EXPIRES_IN * 1000);
    assert.equal(await reader(own, job.id), true, reader.toString());
  }
});
