import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, VirtualClock, emptyDatabase, testDatabase } from "@ledgerport/testkit";
import fc from "fast-check";
import pg from "pg";
import type { Entry } from "../src/entries/model.ts";
import { listEntries } from "../src/entries/queries.ts";
import { Database, migrate } from "../src/index.ts";
import {
  upsertAccounts,
  upsertEmployees,
  upsertTagGroups,
  upsertTaxCodes,
  upsertTeams,
} from "../src/reference/commands.ts";
import { readMigrations } from "../src/storage/migration-files.ts";
import { updateCompany } from "../src/tenants/commands.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { entryRows } from "./support/entry-rows.ts";

/** The last version of the schema that knew nothing of readiness. */
const BEFORE = 5;
/** What an entry points to, the company first. */
const TABLES = ["companies", "reference_records", "accounting_entries"];

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

test("entries from before readiness lack just what the same entries would lack if they came today", async (t) => {
  const { id: companyId } = await companyOfToday();
  const old = await emptyDatabase();
  t.after(() => old.close());
  const steps = await readMigrations();
  const { url } = await migrate(old.url, steps.slice(0, BEFORE));
  await copyRows(db.url, url);
  await migrate(url);

  const upgraded = new Database({ url, clock: new VirtualClock() });
  t.after(() => upgraded.close());
  const today = await readinessOn(db.database, companyId);
  assert.ok(today.some(({ problems }) => problems.length > 0) && today.some(({ ready }) => ready));
  assert.deepEqual(await readinessOn(upgraded, companyId), today);
});

/** A company with many kinds of entries, their notes written to look like what is searched for. */
async function companyOfToday(): Promise<EntryCompany> {
  const company = await EntryCompany.create(db.database);
  const companyId = company.id;
  const tags = [{ code: "BER" }];
  await company.write(async (tx) => {
    await upsertAccounts(tx, { companyId, records: [{ code: 'A "quoted" account', name: "Odd" }] });
    await upsertTaxCodes(tx, {
      companyId,
      records: [
        { code: "V10", rate: 0.1, type: "inclusive" },
        { code: "V7", rate: 0.077, type: "inclusive" },
        { code: "X25", rate: 0.25, type: "exclusive" },
        { code: "R21", rate: 0.21, type: "reverse" },
        { code: "Z", rate: 0, type: "inclusive" },
      ],
    });
    await upsertTagGroups(tx, {
      companyId,
      records: [
        { code: "office", tags },
        { code: "project", tags },
      ],
    });
    await upsertTeams(tx, { companyId, records: [{ code: "S1", name: "Sales" }] });
    await upsertEmployees(tx, { companyId, records: [{ code: "E17", name: "Kim" }] });
  });
  const rows = fc.sample(entryRows, { numRuns: 400, seed: 6 }).map((row, at) => ({
    ...row,
    externalRef: `e${at}`,
    note: '"account":null,"tags":null,"tax":null}',
  }));
  assert.deepEqual((await company.import(...rows)).errors, []);
  return company;
}

/** Copies the rows, but for the columns that the older database does not have. */
async function copyRows(from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([from, to].map(connected));
  assert.ok(source !== undefined && target !== undefined);
  try {
    for (const table of TABLES) {
      const { rows } = await source.query<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM ${table} t`);
      assert.ok(rows.length > 0);
      for (const { row } of rows) {
        await target.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`, [
          JSON.stringify(row),
        ]);
      }
    }
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SET ledgerport.company = '*'");
  return client;
}

/** How each entry stands when the company demands all that it can. */
async function readinessOn(database: Database, companyId: string): Promise<Entry["readiness"][]> {
  const requiredForExport = ["tax_code", "tag"] as const;
  await database.write({ companyId }, "key:test", (tx) =>
    updateCompany(tx, { companyId, requiredForExport: [...requiredForExport] }),
  );
  const page = { limit: 1000, sort: [] };
  const { rows } = await database.read({ companyId }, (sql) => listEntries(sql, { companyId, page }));
  return rows.map(({ readiness }) => readiness);
}
