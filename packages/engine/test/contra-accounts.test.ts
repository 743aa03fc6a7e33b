import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { replaceContraAccounts } from "../src/reference/commands.ts";
import { listContraAccounts } from "../src/reference/queries.ts";
import { ReferenceCompany } from "./support/reference-company.ts";
import { assertRefused } from "./support/refusals.ts";

const ONE = "01970000-0000-7000-8000-000000000001";
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

const sek = { currency: "SEK", name: "Wallet SEK" };
const eur = { currency: "EUR", name: "Wallet EUR", code: "1361", identifier: "IBAN" };
const listed = async () => {
  const page = { limit: 100, sort: [] };
  const { rows } = await company.read((sql) => listContraAccounts(sql, { companyId: company.id, page }));
  return rows;
};

test("the set given is the set there, answered in the request's order", async () => {
  const first = await company.contraAccounts(sek, eur);
  assert.deepEqual(
    first.map(({ currency, code, identifier }) => [currency, code, identifier]),
    [
      ["SEK", null, null],
      ["EUR", "1361", "IBAN"],
    ],
  );
  assert.deepEqual(await listed(), first.toReversed());
  const second = await company.contraAccounts({ currency: "USD", name: "Wallet USD" });
  assert.deepEqual(await listed(), second);
  assert.deepEqual(await company.contraAccounts(), []);
  assert.deepEqual(await listed(), []);
});

test("a currency keeps its account's id unless another is given", async () => {
  const [before] = await company.contraAccounts(sek);
  const [renamed] = await company.contraAccounts({ ...sek, name: "Kronor" });
  assert.deepEqual(renamed, { ...before, name: "Kronor" });
  const [given] = await company.contraAccounts({ ...sek, id: ONE });
  assert.equal(given?.id, ONE);
});

test("an id can move to another currency, which leaves the first with a new one", async () => {
  await company.contraAccounts({ ...sek, id: ONE });
  const accounts = await company.contraAccounts(sek, { ...eur, id: ONE });
  assert.equal(accounts[1]?.id, ONE);
  assert.notEqual(accounts[0]?.id, ONE);
});

test("the version rises when the set changes, whatever its order", async () => {
  await company.contraAccounts(sek, eur);
  await company.contraAccounts(eur, sek);
  assert.equal(await company.version(), "1");
  await company.contraAccounts(eur);
  assert.equal(await company.version(), "2");
});

test("a repeated currency or id is named, and the set stays", async () => {
  const before = await company.contraAccounts(sek);
  await assertRefused(company.contraAccounts(eur, eur), "BAD_REQUEST", "[1].currency");
  await assertRefused(
    company.contraAccounts({ ...eur, id: ONE }, { ...sek, id: ONE }),
    "BAD_REQUEST",
    "[1].id",
  );
  assert.deepEqual(await listed(), before);
});

test("sets given at the same moment don't mix", async () => {
  const sets = [
    [sek, eur],
    [eur, { currency: "USD", name: "Wallet USD" }],
    [sek],
    [{ ...eur, name: "Other" }],
  ];
  const answers = await Promise.all(sets.map((set) => company.contraAccounts(...set)));
  const byCurrency = answers.map((set) => set.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)));
  const final = await listed();
  assert.ok(byCurrency.some((set) => JSON.stringify(set) === JSON.stringify(final)));
});

test("another company's set is out of reach", async () => {
  for (const companyId of [UNKNOWN, (await ReferenceCompany.create(db.database)).id]) {
    await assertRefused(
      company.write((tx) => replaceContraAccounts(tx, { companyId, accounts: [sek] })),
      "COMPANY_NOT_FOUND",
    );
  }
});
