import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { listEvents } from "../src/events/queries.ts";
import { activateVendor, archiveVendor, createVendor, replaceVendor } from "../src/vendors/commands.ts";
import { type Vendor, type VendorDraft, vendorImage } from "../src/vendors/model.ts";
import { getVendor, searchVendors } from "../src/vendors/queries.ts";
import type { VendorFilter } from "../src/vendors/sql.ts";
import { JobCompany } from "./support/job-company.ts";

let db: TestDatabase;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());

const TAKEN = { code: "VENDOR_ALREADY_EXISTS" };
const draft = (companyId: string, more: Partial<VendorDraft> = {}): VendorDraft => ({
  companyId,
  name: "Nordic Paper AB",
  defaultCurrency: "SEK",
  ...more,
});

async function companyWithVendors(...drafts: Partial<VendorDraft>[]) {
  const company = await JobCompany.create(db, 0);
  const create = (more: Partial<VendorDraft>) =>
    company.write((tx) => createVendor(tx, draft(company.id, more)));
  const vendors: Vendor[] = [];
  for (const more of drafts) vendors.push(await create(more));
  const vendor = (at: number) => vendors[at] ?? assert.fail("there are not so many vendors");
  return { company, create, vendors, vendor };
}

test("a vendor is a draft until the accounting system's code or id is known", async () => {
  const { vendors } = await companyWithVendors({}, { code: "1" }, { externalId: "x" });
  assert.deepEqual(
    vendors.map(({ state }) => state),
    ["DRAFT", "ACTIVE", "ACTIVE"],
  );
});

test("a draft, and only a draft, is told of by an event that shows it as it is read", async () => {
  const { company, vendor } = await companyWithVendors({ code: "1" }, { name: "Draft" });
  const { events } = await company.read((sql) =>
    listEvents(sql, { companyId: company.id, after: 0, limit: 10 }),
  );
  assert.deepEqual(
    events.map(({ type, data }): unknown[] => [type, JSON.parse(data)]),
    [["vendor.created", vendorImage(await company.read((sql) => getVendor(sql, vendor(1))))]],
  );
});

test("codes and external ids are one vendor's in a company, archived or not; another company is free", async () => {
  const { company, create, vendor } = await companyWithVendors({ code: "1" }, { externalId: "x", code: "2" });
  await assert.rejects(create({ code: "1" }), TAKEN);
  await assert.rejects(create({ externalId: "x" }), TAKEN);
  await company.write((tx) => archiveVendor(tx, vendor(0)));
  await assert.rejects(create({ code: "1" }), TAKEN);
  const replaced = company.write((tx) => replaceVendor(tx, { ...vendor(1), code: "1" }));
  await assert.rejects(replaced, TAKEN);
  const activated = company.write((tx) => activateVendor(tx, { ...vendor(0), externalId: "x" }));
  await assert.rejects(activated, TAKEN);
  assert.equal((await companyWithVendors({ code: "1", externalId: "x" })).vendors.length, 1);
});

test("of many that create the same vendor at once one wins", async () => {
  const { create, company } = await companyWithVendors();
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => create({ code: "same" })));
  const lost = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.deepEqual(
    lost.map(({ reason }): unknown => Reflect.get(Object(reason), "code")),
    Array.from({ length: 7 }, () => TAKEN.code),
  );
  const all = { companyId: company.id, filter: {}, page: { limit: 10, sort: [] } };
  assert.equal((await company.read((sql) => searchVendors(sql, all))).total, 1);
});

test("activating gives a draft its external id and code; replacing leaves out what is left out", async () => {
  const { company, vendor } = await companyWithVendors({ country: "SE" });
  const { id, createdAt } = vendor(0);
  const active = await company.write((tx) =>
    activateVendor(tx, { companyId: company.id, id, externalId: "x", code: "7" }),
  );
  assert.deepEqual(
    [active.state, active.externalId, active.code, active.country],
    ["ACTIVE", "x", "7", "SE"],
  );
  const replacement = { ...draft(company.id, { externalId: "x" }), id, state: "ACTIVE" as const };
  await company.write((tx) => replaceVendor(tx, replacement));
  const read = await company.read((sql) => getVendor(sql, { companyId: company.id, id }));
  assert.deepEqual([read.code, read.country, read.externalId], [undefined, undefined, "x"]);
  assert.deepEqual(read.createdAt, createdAt);
});

test("a search gives the vendors that fit every list, and a part of the name in any case", async () => {
  const { company } = await companyWithVendors(
    { name: "Alfa", code: "1", country: "SE", accountingSystem: "erp" },
    { name: "Beta", code: "2", country: "DK", taxRegistrationNumber: "t" },
    { name: "Alfalfa", externalId: "x", country: "SE" },
  );
  const found = async (filter: VendorFilter): Promise<string[]> => {
    const page = { limit: 10, sort: [{ key: "name", order: "ASC" as const }] };
    const input = { companyId: company.id, filter, page };
    return (await company.read((sql) => searchVendors(sql, input))).rows.map(({ name }) => name);
  };
  assert.deepEqual(await found({}), ["Alfa", "Alfalfa", "Beta"]);
  assert.deepEqual(await found({ name: "ALFA" }), ["Alfa", "Alfalfa"]);
  assert.deepEqual(await found({ name: "%" }), []);
  assert.deepEqual(await found({ countries: ["SE", "DK"], codes: ["1", "2"] }), ["Alfa", "Beta"]);
  assert.deepEqual(await found({ taxRegistrationNumbers: ["t"] }), ["Beta"]);
  assert.deepEqual(await found({ accountingSystems: ["erp"], states: ["DRAFT"] }), []);
  assert.deepEqual(await found({ externalIds: [] }), []);
});

test("another company's vendor is as unknown as one that does not exist", async () => {
  const { vendor } = await companyWithVendors({});
  const other = await JobCompany.create(db, 0);
  const input = { companyId: other.id, id: vendor(0).id };
  const unknown = { code: "VENDOR_NOT_FOUND" };
  await assert.rejects(
    other.read((sql) => getVendor(sql, input)),
    unknown,
  );
  await assert.rejects(
    other.write((tx) => archiveVendor(tx, input)),
    unknown,
  );
});
