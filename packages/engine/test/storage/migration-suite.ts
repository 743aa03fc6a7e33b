import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type DatabaseServer, emptyDatabase } from "@ledgerport/testkit";
import pg from "pg";
import { SchemaError, migrate } from "../../src/index.ts";
import { type Migration, readMigrations } from "../../src/storage/migration-files.ts";

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const step = (version: number, sql: string): Migration => ({
  version,
  name: `step-${version}`,
  sql,
  checksum: sql,
});
const ROLE = `SELECT current_user AS role, rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user`;

/** How the schema comes and goes on any PostgreSQL, on the server that `find` gives. Called once per file. */
export function migrationSuite(find: () => Promise<DatabaseServer>): void {
  async function empty(t: TestContext): Promise<string> {
    const database = await emptyDatabase(await find());
    t.after(() => database.close());
    return database.url;
  }

  test("an empty database gets every migration, and a second time none", async (t) => {
    const url = await empty(t);
    const names = (await readMigrations()).map(({ name }) => name);
    assert.deepEqual((await migrate(url)).applied, names);
    assert.deepEqual((await migrate(url)).applied, []);
  });

  test("of several servers that start at once, each migration is applied by one", async (t) => {
    const url = await empty(t);
    const steps = [1, 2, 3].map((n) => step(n, `CREATE TABLE step_${n} (); SELECT pg_sleep(0.02)`));
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(url, steps)));
    assert.deepEqual(results.flatMap(({ applied }) => applied).toSorted(), ["step-1", "step-2", "step-3"]);
    assert.equal(new Set(results.map((result) => result.url)).size, 1);
  });

  test("a migration that fails leaves nothing, and the ones before it stay", async (t) => {
    const url = await empty(t);
    const good = step(1, "CREATE TABLE kept ()");
    await assert.rejects(
      migrate(url, [good, step(2, "CREATE TABLE half (); SELECT 1 / 0")]),
      /division by zero/,
    );
    const tables = "SELECT to_regclass('kept') IS NOT NULL AS kept, to_regclass('half') IS NOT NULL AS half";
    assert.deepEqual(await query(url, tables), [{ kept: true, half: false }]);
    assert.deepEqual((await migrate(url, [good, step(2, "CREATE TABLE whole ()")])).applied, ["step-2"]);
  });

  test("a schema newer than the code is refused", async (t) => {
    const url = await empty(t);
    const steps = [step(1, "SELECT 1"), step(2, "SELECT 2")];
    await migrate(url, steps);
    await assert.rejects(migrate(url, steps.slice(0, 1)), (error) => {
      assert.ok(error instanceof SchemaError);
      return /version 2, step-2\) is newer than this Ledgerport knows \(version 1\)/.test(error.message);
    });
  });

  test("a migration whose text was changed after it was applied is refused", async (t) => {
    const url = await empty(t);
    await migrate(url, [step(1, "SELECT 1")]);
    await assert.rejects(migrate(url, [step(1, "SELECT 2"), step(2, "SELECT 3")]), (error) => {
      assert.ok(error instanceof SchemaError);
      return /Migration 1 was applied/.test(error.message);
    });
  });

  test("a superuser's connections act as the role that owns the tables", async (t) => {
    const { url } = await migrate(await empty(t));
    assert.deepEqual(await query(url, ROLE), [{ role: "ledgerport", above: false }]);
    const owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'";
    assert.deepEqual(await query(url, owners), [{ tableowner: "ledgerport" }]);
  });

  /** A role of one test's own, and the URL by which the administrator's connection acts as it. */
  async function roleOn(
    t: TestContext,
    url: string,
    attributes = "",
  ): Promise<{ role: string; actingUrl: string }> {
    const role = `role_of_${new URL(url).pathname.slice(-16)}`;
    await query(url, `CREATE ROLE ${role} ${attributes}`);
    const { adminUrl } = await find();
    t.after(() => query(adminUrl, `DROP ROLE ${role}`));
    return { role, actingUrl: `${url}${url.includes("?") ? "&" : "?"}options=-c%20role%3D${role}` };
  }

  test("an ordinary role connects as itself, and a superuser later acts as it", async (t) => {
    const url = await empty(t);
    const { role, actingUrl } = await roleOn(t, url);
    await query(url, `GRANT CREATE ON SCHEMA public TO ${role}`);
    assert.equal((await migrate(actingUrl)).url, actingUrl);
    const { url: bound, applied } = await migrate(url);
    assert.deepEqual(applied, []);
    assert.deepEqual(await query(bound, ROLE), [{ role, above: false }]);
  });

  test("a role with BYPASSRLS acts as the owner where it may, with its own options kept", async (t) => {
    const url = await empty(t);
    await migrate(url);
    const { role, actingUrl } = await roleOn(t, url, "BYPASSRLS");
    await query(url, `GRANT ledgerport TO ${role}`);
    const { url: bound } = await migrate(`${actingUrl}%20-c%20statement_timeout%3D77s`);
    assert.deepEqual(await query(bound, ROLE), [{ role: "ledgerport", above: false }]);
    assert.deepEqual(await query(bound, "SHOW statement_timeout"), [{ statement_timeout: "77s" }]);
  });

  test("a role with BYPASSRLS that may act as no other is told to connect as an ordinary role", async (t) => {
    const { actingUrl } = await roleOn(t, await empty(t), "BYPASSRLS");
    await assert.rejects(migrate(actingUrl), (error) => {
      assert.ok(error instanceof SchemaError);
      return /Connect as an ordinary role that owns the database/.test(error.message);
    });
  });

  test("tables that belong to a superuser are refused, for nothing would bind their owner", async (t) => {
    const url = await empty(t);
    await query(url, "CREATE TABLE schema_migrations (version integer, name text, checksum text)");
    await assert.rejects(migrate(url), (error) => {
      assert.ok(error instanceof SchemaError);
      return /which row-level security does not bind/.test(error.message);
    });
  });
}
