import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, emptyDatabase, testDatabase } from "@ledgerport/testkit";
import pg from "pg";
import { migrate } from "../src/index.ts";
import { readMigrations } from "../src/storage/migration-files.ts";
import type { Row } from "../src/storage/sql.ts";

/** The last version of the schema that let PostgreSQL look at owners. */
const BEFORE = 9;

/** What many rows belong to. */
const OWNERS = ["company_id", "organisation_id", "job_id", "import_id", "subscription_id"];

/** Columns that name another row by its id and are no owner; why each is here. */
const NO_OWNERS: Readonly<Record<string, string>> = {
  id: "the row's own",
  entry_id: "few rows belong to one entry, and to expect one is right",
  delivery_id: "few rows belong to one delivery",
  event_id: "few rows belong to one event",
};

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const asAll = (text: string): Promise<Row[]> => db.database.read("system", (sql) => sql.query({ text }));

test("PostgreSQL gathers no statistics of a column that names an owner, in any table", async () => {
  const columns = await asAll(
    `SELECT attrelid::regclass || '.' || attname AS name, attname AS column, attstattarget AS target
     FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
       AND atttypid = 'uuid'::regtype ORDER BY 1`,
  );
  assert.ok(columns.length > 20);
  for (const { name, column, target } of columns) {
    const isOwner = OWNERS.includes(String(column));
    assert.ok(isOwner || NO_OWNERS[String(column)] !== undefined, `${String(name)}: is it an owner?`);
    if (isOwner) assert.equal(target, 0, `${String(name)} needs SET STATISTICS 0 (docs/decisions/0015)`);
  }
});

test("what PostgreSQL had found of owners is gone after the migration, and ANALYZE does not find it again", async (t) => {
  const old = await emptyDatabase();
  const steps = await readMigrations();
  await migrate(old.url, steps.slice(0, BEFORE));
  // As the administrator, for row-level security hides statistics too.
  const client = new pg.Client({ connectionString: old.url });
  await client.connect();
  t.after(async () => {
    await client.end();
    await old.close();
  });
  await client.query(
    `INSERT INTO companies (id, name, default_currency, bookkeeping_method, created_at, updated_at)
     SELECT gen_random_uuid(), 'Old', 'EUR', 'journal', now(), now() FROM generate_series(1, 3)`,
  );
  await client.query(
    `INSERT INTO contra_accounts (company_id, currency, id, name)
     SELECT id, currency, gen_random_uuid(), 'Wallet' FROM companies, unnest('{EUR,SEK}'::text[]) AS currency`,
  );
  const known = async (): Promise<unknown[]> =>
    (
      await client.query<{ attname: string }>(
        "SELECT attname FROM pg_stats WHERE tablename = 'contra_accounts' ORDER BY attname",
      )
    ).rows.map(({ attname }) => attname);
  await client.query("ANALYZE");
  assert.deepEqual(await known(), ["code", "company_id", "currency", "id", "identifier", "name"]);
  const policies = "SELECT * FROM pg_policies ORDER BY tablename, policyname";
  const walls = (await client.query(policies)).rows;
  await migrate(old.url, steps.slice(0, BEFORE + 1));
  assert.deepEqual((await client.query(policies)).rows, walls);
  assert.deepEqual(await known(), ["code", "currency", "id", "identifier", "name"]);
  await client.query("ANALYZE");
  assert.deepEqual(await known(), ["code", "currency", "id", "identifier", "name"]);
});
