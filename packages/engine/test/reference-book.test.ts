import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { upsertEmployees, upsertTagGroups, upsertTaxCodes, upsertTeams } from "../src/reference/commands.ts";
import { type ReferenceBook, tagKey } from "../src/reference/book.ts";
import { BookShelf } from "../src/reference/book-shelf.ts";
import { makeBook } from "../src/reference/making-book.ts";
import { loadReferenceBook } from "../src/reference/queries.ts";
import { ReferenceCompany } from "./support/reference-company.ts";

const ID = "01970000-0000-7000-8000-000000000001";

let db: TestDatabase;
let company: ReferenceCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await ReferenceCompany.create(db.database);
});

const json = (text: string | undefined): unknown => JSON.parse(text ?? "null");

test("the book gives ids for codes, and the export item's objects for ids", async () => {
  const companyId = company.id;
  await company.accounts({ id: ID, code: "1576", name: "Input tax" });
  await company.contraAccounts({ id: ID, currency: "CAD", name: "Wallet" });
  await company.write(async (tx) => {
    const tax = { id: ID, code: "V20", name: "Full", rate: 0.2, type: "inclusive" as const };
    await upsertTaxCodes(tx, { companyId, records: [{ ...tax, ingoingTaxAccountCode: "1576" }] });
    await upsertTagGroups(tx, {
      companyId,
      records: [{ code: "g", tags: [{ id: ID, code: "t", name: "Tag" }] }],
    });
    await upsertTeams(tx, { companyId, records: [{ id: ID, code: "S", name: "Sales" }] });
    await upsertEmployees(tx, {
      companyId,
      records: [{ id: ID, code: "E", name: "Ek" }],
    });
  });
  const book = await company.book();
  const account = { id: ID, name: "Input tax", code: "1576", identifier: null };
  assert.equal(book.accounts.byCode.get("1576"), ID);
  assert.deepEqual(json(book.accounts.json.get(ID)), account);
  assert.equal(book.taxCodes.byCode.get("V20"), ID);
  assert.deepEqual(json(book.taxCodes.json.get(ID)), {
    id: ID,
    code: "V20",
    rate: 0.2,
    type: "inclusive",
    ingoingTaxAccount: "1576",
  });
  assert.deepEqual(book.taxCodes.rates.get(ID), { rate: 0.2, type: "inclusive" });
  assert.equal(book.tags.byCode.get(tagKey("g", "t")), ID);
  assert.deepEqual(json(book.tags.json.get(ID)), { id: ID, code: "t", groupCode: "g" });
  assert.equal(book.teams.byCode.get("S"), ID);
  assert.deepEqual(json(book.teams.json.get(ID)), { id: ID, name: "Sales", code: "S" });
  assert.equal(book.employees.byCode.get("E"), ID);
  assert.deepEqual(json(book.employees.json.get(ID)), { id: ID, name: "Ek", code: "E" });
  assert.deepEqual(json(book.contraAccounts.get("CAD")), {
    id: ID,
    name: "Wallet",
    code: null,
    identifier: null,
  });
});

test("a book is read once a version, and a change is seen by the next reader", async () => {
  await company.accounts({ id: ID, code: "70", name: "Meals" });
  const first = await company.book();
  assert.equal(await company.book(), first);
  await company.accounts({ id: ID, code: "70", name: "Food" });
  const second = await company.book();
  assert.deepEqual(json(second.accounts.json.get(ID)), {
    id: ID,
    name: "Food",
    code: "70",
    identifier: null,
  });
  assert.deepEqual(json(first.accounts.json.get(ID)), {
    id: ID,
    name: "Meals",
    code: "70",
    identifier: null,
  });
});

test("a known version costs no statement", async () => {
  await company.accounts({ code: "70", name: "Meals" });
  const { version } = await company.book();
  await loadReferenceBook({ query: () => Promise.reject(new Error("a statement")) }, company.id, version);
});

test("a company's book holds no other company's records", async () => {
  await company.accounts({ code: "70", name: "Meals" });
  const other = await ReferenceCompany.create(db.database);
  assert.equal((await other.book()).accounts.byCode.size, 0);
});

test("the shelf keeps the books used last and no more than fit", () => {
  const book = (version: string): ReferenceBook => makeBook(version, [], [], []);
  const shelf = new BookShelf(1000);
  shelf.keep("a", book("1"), 300);
  shelf.keep("b", book("1"), 300);
  assert.ok(shelf.find("a", "1"));
  shelf.keep("c", book("1"), 300);
  assert.equal(shelf.find("b", "1"), undefined);
  assert.ok(shelf.find("a", "1") && shelf.find("c", "1"));
  shelf.keep("a", book("2"), 500);
  assert.equal(shelf.find("a", "1"), undefined);
  assert.ok(shelf.find("a", "2") && shelf.find("c", "1"));
  shelf.keep("huge", book("1"), 1000);
  assert.equal(shelf.find("huge", "1"), undefined);
  assert.ok(shelf.find("a", "2") && shelf.find("c", "1"));
});
