import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { getEntry } from "../src/entries/queries.ts";
import { EntryCompany } from "./support/entry-company.ts";
import { plainRow } from "./support/entry-rows.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

/** What separates documents on their way into the database, marks slots, quotes, escapes and lists there. */
const ODD = 'a\u001eb\u0001c\u001f"d\\e{f},g\nh\u0007 NULL 🍣';

test("control characters, quotes and braces stay in the entry that they came in, among others of one batch", async () => {
  const company = await EntryCompany.create(db.database);
  const rows = [
    plainRow({ externalRef: "one", note: ODD }),
    plainRow({ externalRef: "two" }),
    plainRow({ externalRef: "three", note: "\u001e", supplier: { name: ODD } }),
  ];
  const result = await company.import(...rows);
  assert.deepEqual(result.errors, []);
  for (const { externalRef, note, supplier } of rows) {
    const id = await company.idOf(externalRef);
    const entry = await db.database.read({ companyId: company.id }, (sql) =>
      getEntry(sql, { companyId: company.id, id }),
    );
    assert.deepEqual([entry.note, entry.supplier?.name], [note, supplier?.name]);
  }
  assert.equal((await company.import(...rows)).unchanged, rows.length);
});
