import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { createCompany, createOrganisation, updateCompany } from "../src/tenants/commands.ts";
import type { NewCompany } from "../src/tenants/model.ts";
import { getCompany, getOrganisation, listCompanies, listOrganisations } from "../src/tenants/queries.ts";
import { assertRefused } from "./support/refusals.ts";

const UNKNOWN = "01970000-0000-7000-8000-00000000dead";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const addOrganisation = (name: string) =>
  db.database.write("system", "admin", (tx) => createOrganisation(tx, { name }));
const addCompany = (changes: Partial<NewCompany> = {}) =>
  db.database.write("system", "admin", (tx) =>
    createCompany(tx, { name: "Works", defaultCurrency: "CAD", ...changes }),
  );

test("a company keeps what it was made with, and books as a journal unless told otherwise", async () => {
  const organisation = await addOrganisation("Toronto");
  const made = await addCompany({ organisationId: organisation.id });
  assert.equal(made.bookkeepingMethod, "journal");
  const [company, read] = await db.database.read("system", async (sql) => [
    await getCompany(sql, { companyId: made.id }),
    await getOrganisation(sql, { id: organisation.id }),
  ]);
  assert.deepEqual(company, made);
  assert.deepEqual(read, organisation);
});

test("a company's id can be given, and is taken then", async () => {
  const id = "01970000-0000-7000-8000-000000000001";
  assert.equal((await addCompany({ id })).id, id);
  await assertRefused(addCompany({ id }), "COMPANY_ALREADY_EXISTS", "id");
});

test("of companies made with one id at the same moment one is made", async () => {
  const id = "01970000-0000-7000-8000-000000000002";
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => addCompany({ id })));
  assert.equal(outcomes.filter((outcome) => outcome.status === "fulfilled").length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") {
      await assertRefused(Promise.reject(outcome.reason as Error), "COMPANY_ALREADY_EXISTS");
    }
  }
});

test("an unknown organisation is named, and no company is made", async () => {
  const id = "01970000-0000-7000-8000-000000000003";
  await assertRefused(
    addCompany({ id, organisationId: UNKNOWN }),
    "ORGANISATION_NOT_FOUND",
    "organisationId",
  );
  await assertRefused(
    db.database.read("system", (sql) => getCompany(sql, { companyId: id })),
    "COMPANY_NOT_FOUND",
  );
});

test("a change touches only what is given", async () => {
  const { id: companyId, ...before } = await addCompany();
  db.clock.advance(1000);
  const change = { companyId, bookkeepingMethod: "accounts_payable" as const };
  const changed = await db.database.write({ companyId }, "admin", (tx) => updateCompany(tx, change));
  const { id: _, ...rest } = changed;
  assert.deepEqual(rest, { ...before, bookkeepingMethod: "accounts_payable", updatedAt: db.clock.now() });
});

test("a company is out of another's sight", async () => {
  const [one, other] = [await addCompany(), await addCompany()];
  const asOne = { companyId: one.id };
  await assertRefused(
    db.database.read(asOne, (sql) => getCompany(sql, { companyId: other.id })),
    "COMPANY_NOT_FOUND",
  );
  await assertRefused(
    db.database.write(asOne, "admin", (tx) => updateCompany(tx, { companyId: other.id, name: "Mine" })),
    "COMPANY_NOT_FOUND",
  );
});

test("lists hold what the caller may see", async () => {
  const organisation = await addOrganisation("Ottawa");
  const first = await addCompany({ organisationId: organisation.id });
  db.clock.advance(1000);
  const second = await addCompany({ organisationId: organisation.id });
  const page = { limit: 10, sort: [] };
  const [ofOrganisation, ofCompany, organisations] = await db.database.read("system", async (sql) => [
    await listCompanies(sql, { organisationId: organisation.id, page }),
    await listCompanies(sql, { companyId: second.id, page }),
    await listOrganisations(sql, { organisationId: organisation.id, page }),
  ]);
  assert.deepEqual(ofOrganisation.rows, [first, second]);
  assert.equal(ofOrganisation.total, 2);
  assert.deepEqual(ofCompany.rows, [second]);
  assert.deepEqual(organisations.rows, [organisation]);
});
