import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock, emptyDatabase } from "@ledgerport/testkit";
import pg from "pg";
import { Database, migrate } from "../src/index.ts";
import { listReferenceRecords } from "../src/reference/queries.ts";
import { readMigrations } from "../src/storage/migration-files.ts";

const COMPANY = "01970000-0000-7000-8000-0000000000c0";

test("accounts from before their kinds become what targets took them for: tax codes' accounts no expenses", async (t) => {
  const old = await emptyDatabase();
  t.after(() => old.close());
  const steps = await readMigrations();
  const kinds = steps.findIndex(({ name }) => name === "account-kinds");
  const { url } = await migrate(old.url, steps.slice(0, kinds));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET ledgerport.company = '*'");
    await client.query(
      `INSERT INTO companies (id, name, default_currency, bookkeeping_method, created_at, updated_at)
       VALUES ($1, 'Old', 'EUR', 'journal', now(), now())`,
      [COMPANY],
    );
    const insert = (kind: string, number: number, code: string, more: object) =>
      client.query(
        `INSERT INTO reference_records (company_id, kind, id, code, doc, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, now(), now())`,
        [
          COMPANY,
          kind,
          `01970000-0000-7000-8000-00000000000${number}`,
          code,
          JSON.stringify({ code, ...more }),
        ],
      );
    await insert("account", 1, "1576", { name: "VAT", identifier: null });
    await insert("account", 2, "1776", { name: "VAT owed", identifier: null });
    await insert("account", 3, "7010", { name: "Meals", identifier: null });
    const accounts = { ingoingTaxAccountCode: "1576", outgoingTaxAccountCode: "1776" };
    await insert("tax_code", 4, "R20", { name: null, rate: 0.2, type: "reverse", ...accounts });
  } finally {
    await client.end();
  }

  await migrate(url);
  const database = new Database({ url, clock: new VirtualClock() });
  t.after(() => database.close());
  const page = await database.read({ companyId: COMPANY }, (sql) =>
    listReferenceRecords(sql, {
      companyId: COMPANY,
      kind: "account",
      page: { limit: 10, sort: [] },
    }),
  );
  const found = page.rows.map((text) => JSON.parse(text) as { code: string; kind: string });
  assert.deepEqual(
    found.map(({ code, kind }) => `${code} ${kind}`),
    ["1576 asset", "1776 liability", "7010 expense"],
  );
});
