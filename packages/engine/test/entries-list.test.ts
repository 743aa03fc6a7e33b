import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { type EntryFilter, getEntry, listEntries } from "../src/entries/queries.ts";
import type { PageRequest } from "../src/paging/page.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { plainRow, recordId } from "./support/entry-rows.ts";

let db: TestDatabase;
let company: EntryCompany;
before(async () => {
  db = await testDatabase();
  company = await EntryCompany.create(db.database);
  const euros = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });
  await company.import(
    plainRow({
      externalRef: "a",
      date: "2025-03-01",
      amount: euros(300),
      supplier: { name: "Café 50%_Nord" },
    }),
    plainRow({
      externalRef: "b",
      date: "2025-01-01",
      amount: euros(-100),
      type: "refund",
      note: "Returned CHAIR",
    }),
    plainRow({ externalRef: "c", date: "2025-02-01", amount: euros(200) }),
    plainRow({ externalRef: "d", date: "2025-02-01", amount: euros(200), reconciliationId: "R-99" }),
  );
  await company.export(await company.idOf("d"));
  await company.createJob(await company.idOf("c"));
});
after(() => db.close());

const refs = async (filter: Omit<EntryFilter, "companyId">, page: Partial<PageRequest> = {}) => {
  const input = { ...filter, companyId: company.id, page: { limit: 10, sort: [], ...page } };
  const found = await db.database.read({ companyId: company.id }, (sql) => listEntries(sql, input));
  return found.rows.map((entry) => entry.externalRef).join("");
};

test("entries are listed in the order in which they came, and sorted by date, creation, amount or id", async () => {
  assert.equal(await refs({}), "abcd");
  assert.equal(await refs({}, { sort: [{ key: "date", order: "ASC" }] }), "bcda");
  assert.equal(await refs({}, { sort: [{ key: "date", order: "DESC" }] }), "acdb");
  assert.equal(await refs({}, { sort: [{ key: "amount", order: "ASC" }] }), "bcda");
  assert.equal(await refs({}, { sort: [{ key: "id", order: "DESC" }] }), "dcba");
  assert.equal(await refs({}, { sort: [{ key: "createdAt", order: "ASC" }] }), "abcd");
  await assert.rejects(refs({}, { sort: [{ key: "note", order: "ASC" }] }), { code: "BAD_REQUEST" });
});

test("filters narrow the list and combine", async () => {
  assert.equal(await refs({ type: "refund" }), "b");
  assert.equal(await refs({ from: "2025-02-01" }), "acd");
  assert.equal(await refs({ to: "2025-02-01" }), "bcd");
  assert.equal(await refs({ from: "2025-02-01", to: "2025-02-28" }), "cd");
  assert.equal(await refs({ from: "2025-02-01", to: "2025-02-28", exportStatus: "EXPORTED" }), "d");
});

test("each entry has the one status that its lock and its job give it", async () => {
  assert.equal(await refs({ exportStatus: "NOT_EXPORTED" }), "ab");
  assert.equal(await refs({ exportStatus: "QUEUED" }), "c");
  assert.equal(await refs({ exportStatus: "EXPORTING" }), "");
  assert.equal(await refs({ exportStatus: "EXPORTED" }), "d");
});

test("the free search finds text in any case and takes its signs literally", async () => {
  assert.equal(await refs({ q: "CAFÉ" }), "a");
  assert.equal(await refs({ q: "50%_n" }), "a");
  assert.equal(await refs({ q: "%" }), "a");
  assert.equal(await refs({ q: "chair" }), "b");
  assert.equal(await refs({ q: "r-99" }), "d");
  assert.equal(await refs({ q: "'; --" }), "");
});

test("pages follow each other in both directions", async () => {
  const list = (page: PageRequest) =>
    db.database.read({ companyId: company.id }, (sql) => listEntries(sql, { companyId: company.id, page }));
  const sort = [{ key: "amount", order: "ASC" as const }];
  const first = await list({ limit: 2, sort });
  assert.deepEqual(
    [first.total, first.hasNextPage, first.rows.map((entry) => entry.externalRef)],
    [4, true, ["b", "c"]],
  );
  const second = await list({ limit: 2, sort, after: first.endKey ?? [] });
  assert.deepEqual([second.hasNextPage, second.rows.map((entry) => entry.externalRef)], [false, ["d", "a"]]);
  const back = await list({ limit: 2, sort, before: second.startKey ?? [] });
  assert.deepEqual(back.rows, first.rows);
});

test("an entry is not found by another company", async () => {
  const id = await company.idOf("a");
  const other = recordId(8, 2);
  await assert.rejects(
    db.database.read({ companyId: other }, (sql) => getEntry(sql, { companyId: other, id })),
    { code: "ENTRY_NOT_FOUND" },
  );
});
