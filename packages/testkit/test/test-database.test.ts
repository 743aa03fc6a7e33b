import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "../src/index.ts";

let one: TestDatabase;
let other: TestDatabase;
before(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});
after(() => Promise.all([one.close(), other.close()]));

const COUNT = { text: "SELECT count(*)::int AS rows FROM organisations" };
const INSERT = { text: "INSERT INTO organisations VALUES (gen_random_uuid(), 'Toronto', $1)" };

test("what one test database holds, another does not", async () => {
  await one.database.write("system", "admin", (tx) => tx.query({ ...INSERT, values: [one.clock.now()] }));
  assert.deepEqual(await one.database.read("system", (sql) => sql.query(COUNT)), [{ rows: 1 }]);
  assert.deepEqual(await other.database.read("system", (sql) => sql.query(COUNT)), [{ rows: 0 }]);
});

test("tests run as a role that row-level security binds", async () => {
  const rows = await one.database.read("system", (sql) =>
    sql.query({
      text: "SELECT current_user AS role, rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user",
    }),
  );
  assert.deepEqual(rows, [{ role: "ledgerport", above: false }]);
});
