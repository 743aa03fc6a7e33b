import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { newId } from "../../src/shared/ids.ts";
import { createCompany } from "../../src/tenants/commands.ts";
import { getCompany } from "../../src/tenants/queries.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const company = (id: string) => ({ id, name: "Together", defaultCurrency: "EUR" });
const names = (where: string) => ({
  text: `SELECT name FROM companies WHERE name LIKE '${where}%' ORDER BY name`,
});

test("statements sent together run in the order in which they were sent", async () => {
  const companyId = newId(db.clock);
  const [, , found] = await db.database.write("system", "admin", (tx) =>
    Promise.all([
      createCompany(tx, company(companyId)),
      tx.query({ text: "UPDATE companies SET name = 'After' WHERE id = $1", values: [companyId] }),
      getCompany(tx, { companyId }),
    ]),
  );
  assert.equal(found.name, "After");
});

test("when one of several sent together fails, its error is told and nothing of the others stays", async () => {
  const work = db.database.write("system", "admin", (tx) =>
    Promise.all([
      tx.query({ text: "UPDATE companies SET name = 'Lost' WHERE name = 'After'" }),
      tx.query({ text: "SELECT 1 / 0" }),
      tx.query({ text: "UPDATE companies SET name = 'Lost too' WHERE name LIKE 'Lost%'" }),
    ]),
  );
  await assert.rejects(work, /division by zero/);
  assert.deepEqual(await db.database.read("system", (sql) => sql.query(names("Lost"))), []);
});

test("a connection that just served one company shows the next only its own, from the first statement on", async () => {
  const ids = [newId(db.clock), newId(db.clock)];
  for (const id of ids) await db.database.write("system", "admin", (tx) => createCompany(tx, company(id)));
  const seen = ids.map((companyId) =>
    db.database.read({ companyId }, async (sql) => {
      const both = await Promise.all([1, 2].map(() => sql.query({ text: "SELECT id FROM companies" })));
      return both.flat().map((row) => row["id"]);
    }),
  );
  for (const [at, rows] of (await Promise.all(seen)).entries()) assert.deepEqual(rows, [ids[at], ids[at]]);
});
