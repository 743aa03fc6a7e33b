import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { type DatabaseServer, type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { DomainError } from "../../src/index.ts";

const ONE = "0196fd4e-0000-7000-8000-000000000001";
const OTHER = "0196fd4e-0000-7000-8000-000000000002";

const COMPANY = "INSERT INTO companies VALUES ($1, NULL, 'Toronto', 'CAD', 'journal', 0, 0, now(), now())";
const CONTRA = "INSERT INTO contra_accounts VALUES ($1, 'CAD', gen_random_uuid(), $2)";
const CONTRAS = { text: "SELECT company_id, name FROM contra_accounts ORDER BY name" };
const HISTORY =
  "INSERT INTO history (company_id, at, actor, subject, to_status) VALUES ($1, now(), 'admin', 'job', 'x')";

/** What the engine needs of any PostgreSQL, on the server that `find` gives. Called once per file. */
export function storageSuite(find: () => Promise<DatabaseServer>): void {
  let server: DatabaseServer;
  let db: TestDatabase;
  before(async () => {
    server = await find();
    db = await testDatabase(server);
    for (const [company, name] of [
      [ONE, "one's"],
      [OTHER, "other's"],
    ]) {
      await db.database.write("system", "admin", async (tx) => {
        await tx.query({ text: COMPANY, values: [company] });
        await tx.query({ text: CONTRA, values: [company, name] });
        await tx.query({ text: HISTORY, values: [company] });
      });
    }
  });
  after(() => db.close());

  test("row-level security shows a tenant its own rows only, without any WHERE", async () => {
    const seen = await db.database.read({ companyId: ONE }, (sql) => sql.query(CONTRAS));
    assert.deepEqual(seen, [{ company_id: ONE, name: "one's" }]);
    const others = await db.database.read({ companyId: OTHER }, (sql) => sql.query(CONTRAS));
    assert.deepEqual(others, [{ company_id: OTHER, name: "other's" }]);
    assert.equal((await db.database.read("system", (sql) => sql.query(CONTRAS))).length, 2);
  });

  test("row-level security lets a tenant write its own rows only", async () => {
    const asOne = (text: string, values: string[] = []) =>
      db.database.write({ companyId: ONE }, "admin", (tx) => tx.query({ text, values }));
    await assert.rejects(asOne(CONTRA, [OTHER, "stolen"]), /row-level security/);
    assert.deepEqual(
      await asOne("UPDATE contra_accounts SET name = 'x' WHERE company_id = $1 RETURNING 1", [OTHER]),
      [],
    );
    assert.deepEqual(
      await asOne("DELETE FROM contra_accounts WHERE company_id = $1 RETURNING 1", [OTHER]),
      [],
    );
  });

  test("a connection forgets the tenant of the transaction before", async () => {
    await db.database.write("system", "admin", (tx) => tx.query(CONTRAS));
    assert.equal((await db.database.read({ companyId: ONE }, (sql) => sql.query(CONTRAS))).length, 1);
    assert.equal(
      (await db.database.write({ companyId: OTHER }, "admin", (tx) => tx.query(CONTRAS))).length,
      1,
    );
  });

  for (const statement of ["UPDATE history SET reason = 'x'", "DELETE FROM history", "TRUNCATE history"]) {
    test(`history is append-only: ${statement} is refused`, async () => {
      await assert.rejects(
        db.database.write("system", "admin", (tx) => tx.query({ text: statement })),
        /permission denied|history is append-only/,
      );
      await assert.rejects(
        db.database.write("system", "admin", async (tx) => {
          await tx.query({ text: "GRANT ALL ON history TO CURRENT_USER" });
          await tx.query({ text: statement });
        }),
        /history is append-only/,
        "the trigger is the second wall",
      );
    });
  }

  test("a transaction that throws leaves nothing", async () => {
    await assert.rejects(
      db.database.write("system", "admin", async (tx) => {
        await tx.query({ text: "DELETE FROM contra_accounts" });
        throw new DomainError("BAD_REQUEST", "no");
      }),
      DomainError,
    );
    assert.equal((await db.database.read("system", (sql) => sql.query(CONTRAS))).length, 2);
  });

  test("two transactions that lock each other both succeed, one of them at a further attempt", async () => {
    let attempts = 0;
    const bothHold = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const crosswise = (own: string, others: string, number: number) =>
      db.database.write("system", "admin", async (tx) => {
        attempts += 1;
        const lock = { text: "SELECT FROM companies WHERE id = $1 FOR UPDATE" };
        await tx.query({ ...lock, values: [own] });
        bothHold[number]?.resolve();
        await Promise.all(bothHold.map(({ promise }) => promise));
        await tx.query({ ...lock, values: [others] });
      });
    await Promise.all([crosswise(ONE, OTHER, 0), crosswise(OTHER, ONE, 1)]);
    // Whoever is rolled back may lock its row again before the other has got it, and lose once more.
    assert.ok(attempts >= 3);
  });

  test("a connection that the server ends in the middle of a transaction fails that one, and no other", async () => {
    await assert.rejects(
      db.database.write("system", "admin", async (tx) => {
        await tx.query({ text: "DELETE FROM contra_accounts" });
        await tx.query({ text: "SELECT pg_terminate_backend(pg_backend_pid())" });
      }),
    );
    assert.equal((await db.database.read("system", (sql) => sql.query(CONTRAS))).length, 2);
  });

  test("a connection that the server ends while a transaction waits for something else fails that one only", async () => {
    // Another role's connection, which may be a superuser's, can be ended by a superuser only.
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    try {
      const lost = db.database.write("system", "admin", async (tx) => {
        const [{ pid } = { pid: 0 }] = await tx.query<{ pid: number }>({
          text: "SELECT pg_backend_pid() AS pid",
        });
        const ended = await admin.query("SELECT pg_terminate_backend($1, 5000) AS ended", [pid]);
        assert.deepEqual(ended.rows, [{ ended: true }]);
        await admin.query("SELECT pg_sleep(0.05)");
        await tx.query(CONTRAS);
      });
      await assert.rejects(lost, /not queryable/);
    } finally {
      await admin.end();
    }
    assert.equal((await db.database.read("system", (sql) => sql.query(CONTRAS))).length, 2);
  });

  test("amounts and days come back exactly as they were given, moments as dates", async () => {
    const values = ["9223372036854775807", "2025-03-30", new Date("2025-05-23T15:21:32.123Z")];
    const text = "SELECT $1::bigint AS amount, $2::date AS day, $3::timestamptz AS moment";
    const rows = await db.database.read("system", (sql) => sql.query({ name: "test_types", text, values }));
    assert.deepEqual(rows, [{ amount: values[0], day: values[1], moment: values[2] }]);
  });
}
