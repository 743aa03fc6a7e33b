import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { replaceContraAccounts } from "../src/reference/commands.ts";
import type { Row } from "../src/storage/sql.ts";
import { JobCompany } from "./support/job-company.ts";
import { contents } from "./support/tables.ts";

/** Tables that `withRowsEverywhere` puts rows into, to see their walls at work. */
const FILLED = [
  "accounting_entries",
  "companies",
  "contra_accounts",
  "entry_locks",
  "export_job_items",
  "export_jobs",
  "history",
  "reference_records",
];

let db: TestDatabase;
let mine: JobCompany;
let other: JobCompany;
before(async () => {
  db = await testDatabase();
  mine = await withRowsEverywhere();
  other = await withRowsEverywhere();
});
after(() => db.close());

async function withRowsEverywhere(): Promise<JobCompany> {
  const company = await JobCompany.create(db);
  const accounts = [{ currency: "EUR", name: "Wallet" }];
  await company.write((tx) => replaceContraAccounts(tx, { companyId: company.id, accounts }));
  const { id } = await company.running(1, 2);
  await company.set(id, "successful", 1);
  return company;
}

const companyColumn = (table: string): string => (table === "companies" ? "id" : "company_id");
const asMine = (text: string, values: unknown[] = []): Promise<Row[]> =>
  mine.write((tx) => tx.query({ text, values }));
const asAll = (text: string, values: unknown[] = []): Promise<Row[]> =>
  db.database.read("system", (sql) => sql.query({ text, values }));
const columnsOf = async (table: string): Promise<string[]> =>
  (
    await asAll(
      "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = ''",
      [table],
    )
  ).map((row) => String(row["attname"]));

test("each table that is tried out below has rows of both companies, so that the tests can fail", async () => {
  for (const table of FILLED) {
    const rows = await asAll(
      `SELECT DISTINCT ${companyColumn(table)}::text AS company FROM ${table} ORDER BY 1`,
    );
    assert.deepEqual(
      rows.map((row) => row["company"]),
      [mine.id, other.id].toSorted(),
      table,
    );
  }
});

test("without a WHERE a company reads its own rows, by reading and by writing transactions", async () => {
  for (const table of FILLED) {
    const text = `SELECT DISTINCT ${companyColumn(table)}::text AS company FROM ${table}`;
    assert.deepEqual(await asMine(text), [{ company: mine.id }], table);
    const read = await db.database.read({ companyId: mine.id }, (sql) => sql.query({ text }));
    assert.deepEqual(read, [{ company: mine.id }], table);
  }
});

test("without a WHERE a company changes and deletes none of another's rows", async () => {
  const before = await db.database.read({ companyId: other.id }, (sql) =>
    sql.query({ text: "SELECT * FROM export_jobs" }),
  );
  const touched = new Error("rolled back, so that the next table has its rows");
  for (const table of FILLED.filter((name) => name !== "history")) {
    const column = companyColumn(table);
    const work = mine.write(async (tx) => {
      const changed = await tx.query({
        text: `UPDATE ${table} SET ${column} = ${column} RETURNING ${column} AS company`,
      });
      assert.deepEqual([...new Set(changed.map((row) => row["company"]))], [mine.id], table);
      const deleted = await tx.query({
        text: `DELETE FROM ${table} WHERE ${column} <> $1 RETURNING 1`,
        values: [mine.id],
      });
      assert.deepEqual(deleted, [], table);
      throw touched;
    });
    await assert.rejects(work, touched);
  }
  const read = await db.database.read({ companyId: other.id }, (sql) =>
    sql.query({ text: "SELECT * FROM export_jobs" }),
  );
  assert.deepEqual(read, before);
});

test("a company can't write rows in another's name, nor give its own away", async () => {
  const untouched = await contents(db.database);
  const refusal = /row-level security policy/;
  for (const table of FILLED) {
    const column = companyColumn(table);
    const columns = await columnsOf(table);
    const given = columns.map((name) => (name === column ? "$1::uuid" : name)).join(", ");
    const copy = `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${given} FROM ${table}`;
    await assert.rejects(asMine(copy, [other.id]), refusal, table);
    if (table === "history") continue;
    await assert.rejects(asMine(`UPDATE ${table} SET ${column} = $1`, [other.id]), refusal, table);
  }
  assert.deepEqual(await contents(db.database), untouched);
});

test("a connection that was told of no company sees nothing", async () => {
  for (const table of FILLED) {
    const rows = await mine.write(async (tx) => {
      await tx.query({ text: "SET LOCAL ledgerport.company = ''" });
      return tx.query({ text: `SELECT 1 FROM ${table}` });
    });
    assert.deepEqual(rows, [], table);
  }
});
