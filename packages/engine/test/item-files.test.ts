import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { listExportItems } from "../src/export-items/queries.ts";
import { putEntryFile } from "../src/files/commands.ts";
import { findLinkedFile } from "../src/files/queries.ts";
import type { Sql } from "../src/storage/sql.ts";
import { EntryCompany } from "./support/entry-company.ts";

const HASH = "ab".repeat(32);
let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

/** A running job of some entries, and the page of its export items with the statements that it took. */
async function exporting(count: number) {
  const company = await EntryCompany.create(db.database);
  const refs = Array.from({ length: count }, (_, index) => `ref-${index}`);
  await company.import(
    ...refs.map((externalRef) => ({
      externalRef,
      type: "out_of_pocket" as const,
      date: "2025-05-22",
      amount: { inWalletCurrency: { currency: "EUR", value: 100 } },
    })),
  );
  const ids = await Promise.all(refs.map((ref) => company.idOf(ref)));
  const attach = (entryId: string, name: string) =>
    company.write((tx) =>
      putEntryFile(tx, { companyId: company.id, entryId, name, hash: HASH, size: 3, type: "text/plain" }),
    );
  const page = async () => {
    const statements: string[] = [];
    const items = await db.database.read({ companyId: company.id }, (sql) => {
      const counting: Sql = {
        query(statement) {
          statements.push(statement.name ?? "");
          return sql.query(statement);
        },
      };
      return listExportItems(counting, {
        companyId: company.id,
        requireContraAccounts: false,
        maxOneWalletCurrency: false,
        refusedTypes: [],
        publicUrl: "https://lp.example",
        now: db.clock.now(),
        page: { limit: 100, sort: [] },
      });
    });
    return { items: items.rows, ofFiles: statements.filter((name) => name.startsWith("files.")) };
  };
  return { company, ids, attach, page };
}

test("a page of a company without receipts asks for none", async () => {
  const { company, ids, page } = await exporting(3);
  await company.createJob(...ids);
  const { items, ofFiles } = await page();
  assert.deepEqual(ofFiles, []);
  assert.ok(items.every((item) => item.includes('"files":null')));
});

test("the receipts of a whole page are loaded at once, each with its entry and in order", async () => {
  const { company, ids, attach, page } = await exporting(4);
  const [one = "", two = "", three = ""] = ids;
  await attach(three, "c.txt");
  await attach(one, "z.txt");
  await attach(one, "a.txt");
  await company.createJob(...ids);
  const { items, ofFiles } = await page();
  assert.deepEqual(ofFiles, ["files.of_entries", "files.link_secret"]);
  const names = items.map((item) => [...item.matchAll(/\/files\/([^"?]+)\?/g)].map(([, path]) => path));
  const place = (entryId: string, name: string): string => `${company.id}/${entryId}/${name}`;
  assert.deepEqual(names, [[place(one, "z.txt"), place(one, "a.txt")], [], [place(three, "c.txt")], []]);
  assert.ok(items[1]?.includes(two));
});

test("a link finds its file in its own company only", async () => {
  const { company, ids, attach, page } = await exporting(1);
  const other = await EntryCompany.create(db.database);
  const [entryId = ""] = ids;
  await attach(entryId, "a b.txt");
  await company.createJob(entryId);
  const [item = ""] = (await page()).items;
  const url = new URL(/https:[^"]+a%20b\.txt[^"]+/.exec(item)?.[0] ?? "");
  const link = {
    companyId: company.id,
    entryId,
    name: "a b.txt",
    expires: Number(url.searchParams.get("expires")),
    signature: url.searchParams.get("signature") ?? "",
  };
  const found = await db.database.read({ companyId: company.id }, (sql) => findLinkedFile(sql, link));
  assert.equal(found?.hash, HASH);
  assert.equal(
    await db.database.read({ companyId: other.id }, (sql) => findLinkedFile(sql, link)),
    undefined,
  );
});
