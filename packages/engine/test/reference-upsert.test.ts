import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import {
  upsertAccounts,
  upsertEmployees,
  upsertTagGroups,
  upsertTaxCodes,
  upsertTeams,
} from "../src/reference/commands.ts";
import type { TagGroupRecord, TaxCodeRecord } from "../src/reference/model.ts";
import type { Tx } from "../src/storage/database.ts";
import { ReferenceCompany } from "./support/reference-company.ts";
import { assertRefused } from "./support/refusals.ts";

const ONE = "01970000-0000-7000-8000-000000000001";
const TWO = "01970000-0000-7000-8000-000000000002";
const UNKNOWN = "01970000-0000-7000-8000-00000000dead";

let db: TestDatabase;
let company: ReferenceCompany;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  company = await ReferenceCompany.create(db.database);
});

const counts = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });
const tagGroups = (...records: TagGroupRecord[]) =>
  company.write((tx) => upsertTagGroups(tx, { companyId: company.id, records }));
const taxCodes = (...records: TaxCodeRecord[]) =>
  company.write((tx) => upsertTaxCodes(tx, { companyId: company.id, records }));

test("a record is made, found again by its code, and replaced by what is given", async () => {
  assert.deepEqual(await company.accounts({ code: "70", name: "Meals", identifier: "x" }), counts(1, 0, 0));
  const [made] = await company.list("account");
  assert.deepEqual(await company.accounts({ code: "70", name: "Meals", identifier: "x" }), counts(0, 0, 1));
  assert.deepEqual(
    await company.accounts({ code: "71", name: "Travel" }, { code: "70", name: "Food" }),
    counts(1, 1, 0),
  );
  const [replaced, added] = await company.list("account");
  assert.deepEqual(replaced, {
    id: made?.["id"],
    code: "70",
    name: "Food",
    identifier: null,
    kind: "expense",
  });
  assert.equal(added?.["code"], "71");
});

test("an account's kind is what was said last, and an upsert that says nothing of it leaves it", async () => {
  const kinds = async () => (await company.list("account")).map(({ kind }) => kind);
  await company.accounts({ code: "15", name: "Input tax", kind: "asset" }, { code: "70", name: "Meals" });
  assert.deepEqual(await kinds(), ["asset", "expense"]);
  assert.deepEqual(await company.accounts({ code: "15", name: "Input tax" }), counts(0, 0, 1));
  await company.accounts({ code: "15", name: "VAT" }, { code: "70", name: "Meals", kind: "liability" });
  assert.deepEqual(await kinds(), ["asset", "liability"]);
});

test("a given id is the record's, and finds it again", async () => {
  await company.accounts({ id: ONE, code: "70", name: "Meals" });
  assert.deepEqual(await company.accounts({ id: ONE, code: "70", name: "Food" }), counts(0, 1, 0));
  assert.deepEqual(await company.list("account"), [
    { id: ONE, code: "70", name: "Food", identifier: null, kind: "expense" },
  ]);
});

test("an id alone finds a record, which keeps its code; a record made by its id has none", async () => {
  await company.accounts({ id: ONE, code: "70", name: "Meals" });
  assert.deepEqual(
    await company.accounts({ id: ONE, name: "Food" }, { id: TWO, name: "Travel" }),
    counts(1, 1, 0),
  );
  const found = [
    { id: TWO, code: null, name: "Travel", identifier: null, kind: "expense" },
    { id: ONE, code: "70", name: "Food", identifier: null, kind: "expense" },
  ];
  assert.deepEqual(await company.list("account"), found);
  assert.deepEqual(await company.accounts({ id: TWO, name: "Travel" }), counts(0, 0, 1));
  assert.equal((await company.book()).accounts.byCode.get(TWO), TWO);
});

test("the version rises by one with each change, and only then", async () => {
  assert.equal(await company.version(), "0");
  await company.accounts({ code: "70", name: "Meals" }, { code: "71", name: "Travel" });
  assert.equal(await company.version(), "1");
  await company.accounts({ code: "70", name: "Meals" });
  await company.accounts();
  assert.equal(await company.version(), "1");
  await tagGroups({ code: "office", tags: [{ code: "BER" }] });
  assert.equal(await company.version(), "2");
});

test("a refusal names the element, and nothing of the request is kept", async () => {
  const name = "Meals";
  await company.accounts({ id: ONE, code: "70", name }, { id: TWO, code: "71", name });
  const good = { code: "1", name };
  const refused: [param: string, ...records: Parameters<typeof company.accounts>][] = [
    ["[3].code", good, { code: "2", name }, { code: "3", name }, { code: "2", name }],
    ["[2].id", good, { id: UNKNOWN, code: "2", name }, { id: UNKNOWN, code: "3", name }],
    ["[1].id", good, { id: ONE, code: "72", name }],
    ["[1].id", good, { id: ONE, code: "71", name }],
    ["[1].id", good, { id: UNKNOWN, code: "71", name }],
    ["[2].id", good, { code: "70", name }, { id: ONE, name }],
    ["[2].code", good, { id: ONE, name }, { code: "70", name }],
  ];
  for (const [param, ...records] of refused) {
    await assertRefused(company.accounts(...records), "BAD_REQUEST", param);
  }
  await assertRefused(company.accounts(good, { name }), "REQUIRED_PARAMETER_MISSING", "[1].code");
  assert.deepEqual(
    (await company.list("account")).map((account) => account["code"]),
    ["70", "71"],
  );
  assert.equal(await company.version(), "1");
});

test("kinds and companies don't get in each other's way", async () => {
  const record = { id: ONE, code: "S1", name: "Sales" };
  const other = await ReferenceCompany.create(db.database);
  for (const each of [company, other]) {
    const made = await each.write(async (tx) => [
      await upsertAccounts(tx, { companyId: each.id, records: [record] }),
      await upsertTeams(tx, { companyId: each.id, records: [record] }),
      await upsertEmployees(tx, { companyId: each.id, records: [record] }),
    ]);
    assert.deepEqual(made, [counts(1, 0, 0), counts(1, 0, 0), counts(1, 0, 0)]);
  }
  assert.deepEqual(await company.list("team"), [record]);
  assert.deepEqual(await company.list("employee"), [record]);
});

test("another company's reference data is out of reach", async () => {
  const other = await ReferenceCompany.create(db.database);
  const input = { companyId: other.id, records: [{ code: "70", name: "Mine" }] };
  await assertRefused(
    company.write((tx) => upsertAccounts(tx, input)),
    "COMPANY_NOT_FOUND",
  );
  assert.deepEqual(await other.list("account"), []);
});

test("tags are found by code within their group; groups and tags not named stay", async () => {
  const north = { code: "north", name: "North", tags: [{ code: "A" }, { id: ONE, code: "B", name: "Bee" }] };
  assert.deepEqual(await tagGroups(north, { code: "south", tags: [{ code: "A" }] }), counts(5, 0, 0));
  assert.deepEqual(await tagGroups({ ...north, tags: [{ code: "B" }] }), counts(0, 1, 1));
  const shape = (await company.list("tag_group")).map((group) => ({
    ...group,
    id: undefined,
    tags: (group["tags"] as { code: string }[]).map((tag) => tag.code),
  }));
  assert.deepEqual(shape, [
    { id: undefined, code: "north", name: "North", tags: ["A", "B"] },
    { id: undefined, code: "south", name: null, tags: ["A"] },
  ]);
});

test("a refused tag is named within its group", async () => {
  await tagGroups({ code: "north", tags: [{ id: ONE, code: "A" }] });
  const good = { code: "west", tags: [{ code: "A" }] };
  const repeated = { code: "south", tags: [{ code: "A" }, { code: "A" }] };
  await assertRefused(tagGroups(good, repeated), "BAD_REQUEST", "[1].tags[1].code");
  const stolen = { code: "south", tags: [{ code: "C" }, { id: ONE, code: "A" }] };
  await assertRefused(tagGroups(good, stolen), "BAD_REQUEST", "[1].tags[1].id");
  await assertRefused(tagGroups(good, { ...good, tags: [] }), "BAD_REQUEST", "[1].code");
  assert.equal((await company.list("tag_group")).length, 1);
});

test("a tax code's accounts must be there", async () => {
  await company.accounts({ code: "1576", name: "Input tax" });
  const tax = { rate: 0.2, type: "inclusive" as const };
  const good = { code: "V20", ...tax, ingoingTaxAccountCode: "1576" };
  await assertRefused(
    taxCodes(good, { code: "V10", ...tax, outgoingTaxAccountCode: "1776" }),
    "UNKNOWN_REFERENCE",
    "[1].outgoingTaxAccountCode",
  );
  assert.deepEqual(await taxCodes(good), counts(1, 0, 0));
});

test("10,000 records take as many statements as one", async () => {
  const records = Array.from({ length: 10_000 }, (_, at) => ({ code: `c${at}`, name: `Account ${at}` }));
  const statements = async (some: typeof records) => {
    let count = 0;
    await company.write((tx) => {
      const counting: Tx = {
        ...tx,
        query: (statement) => {
          count += 1;
          return tx.query(statement);
        },
      };
      return upsertAccounts(counting, { companyId: company.id, records: some });
    });
    return count;
  };
  assert.equal(await statements(records), await statements([{ code: "one", name: "One" }]));
  assert.deepEqual(await company.accounts(...records), counts(0, 0, 10_000));
});

test("upserts of the same records at the same moment make each once", async () => {
  const records = Array.from({ length: 500 }, (_, at) => ({ code: `c${at}`, name: `Account ${at}` }));
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      company.accounts(...(at % 2 === 0 ? records : records.toReversed())),
    ),
  );
  assert.equal(
    results.reduce((sum, result) => sum + result.created, 0),
    500,
  );
  assert.equal(
    results.reduce((sum, result) => sum + result.unchanged, 0),
    2500,
  );
  assert.equal(await company.version(), "1");
});
