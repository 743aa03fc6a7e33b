import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ExportItem, ExportItemV1, ExportItemV2, ExportJob, Vendor } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await server.company();
  const path = `/platform/v1/companies/${company.id}/contra-accounts`;
  await server.request("PUT", path, { key: company.key, body: [{ currency: "EUR", name: "Wallet" }] });
});
after(() => server.close());

const PAPER = { name: "Nordic Paper AB", defaultCurrency: "EUR" };
const send = (method: string, path: string, body?: unknown) =>
  server.request(method, path, { key: company.key, body });

test("a vendor is created, read, replaced, activated, archived and found over HTTP", async () => {
  const created = await send("POST", "/v1/vendors", { ...PAPER, companyId: company.id, other: "is ignored" });
  assert.equal(created.status, 201, created.text);
  const { id, state } = created.one(Vendor);
  assert.equal(state, "DRAFT");
  const activation = { externalId: "erp-1", code: "V1" };
  assert.equal((await send("POST", `/v1/vendors/${id}:activate`, activation)).status, 204);
  const read = (await send("GET", `/v1/vendors/${id}`)).one(Vendor);
  assert.deepEqual([read.state, read.code], ["ACTIVE", "V1"]);
  const whole = { ...PAPER, companyId: company.id, externalId: "erp-1", state: "ACTIVE", country: "SE" };
  const replaced = (await send("PUT", `/v1/vendors/${id}`, whole)).one(Vendor);
  assert.deepEqual([replaced.country, replaced.code], ["SE", undefined]);
  const taken = await send("POST", "/v1/vendors", { ...PAPER, externalId: "erp-1" });
  assert.deepEqual([taken.status, taken.error().type], [409, "VENDOR_ALREADY_EXISTS"]);
  assert.equal((await send("POST", `/v1/vendors/${id}:archive`)).status, 204);
  const search = `/v1/vendors:search?company_id=${company.id}`;
  const found = (await send("POST", search, { states: ["ARCHIVED"] })).list(Vendor);
  assert.deepEqual(
    found.map((vendor) => vendor.id),
    [id],
  );
});

test("a search list of over a hundred and a currency that is none are refused by name", async () => {
  const codes = Array.from({ length: 101 }, (_, at) => String(at));
  const search = await send("POST", "/v1/vendors:search", { codes });
  assert.deepEqual([search.status, search.error().param], [400, "codes"]);
  const created = await send("POST", "/v1/vendors", { ...PAPER, defaultCurrency: "euro" });
  assert.deepEqual([created.status, created.error().param], [400, "defaultCurrency"]);
});

/** Runs `look` while an entry booked to the vendor P7 is in a job. */
async function inJob<T>(
  externalRef: string,
  vendorBasedBookkeeping: boolean,
  look: () => Promise<T>,
): Promise<T> {
  const row = { ...entryRow(externalRef), bookkeepingMethod: "accounts_payable", vendorCode: "P7" };
  const accountingEntryIds = await importedIds(server, company, [row]);
  const body = { accountingEntryIds, options: { vendorBasedBookkeeping } };
  const job = (await send("POST", "/v3/export-jobs", body)).one(ExportJob);
  const seen = await look();
  await send("POST", `/platform/v1/export-jobs/${job.id}:cancel`);
  return seen;
}

const items = (version: string): Promise<TestAnswer> => send("GET", `/${version}/export-items`);

test("vendor and method are shown in vendor-based jobs, by the versions that know them", async () => {
  const { id } = (await send("POST", "/v1/vendors", { ...PAPER, code: "P7", country: "FI" })).one(Vendor);
  const vendor = { id, ...PAPER, code: "P7", country: "FI" };
  const bookkeeping = { method: "accounts_payable" };
  await inJob("tagged", true, async () => {
    const [newest] = (await items("v3")).list(ExportItem);
    assert.deepEqual([newest?.vendor, newest?.bookkeeping], [vendor, bookkeeping]);
    const [older] = (await items("v2")).list(ExportItemV2);
    assert.deepEqual([older?.vendor, older?.bookkeeping], [vendor, bookkeeping]);
    const [oldest] = (await items("v1")).list(ExportItemV1);
    assert.ok(oldest && !("vendor" in oldest) && !("bookkeeping" in oldest));
  });
});

test("in other jobs vendor and method are null, and v2 leaves the vendor out", async () => {
  await inJob("untagged", false, async () => {
    const [newest] = (await items("v3")).list(ExportItem);
    assert.deepEqual([newest?.vendor, newest?.bookkeeping], [null, null]);
    const [older] = (await items("v2")).list(ExportItemV2);
    assert.ok(older && !("vendor" in older));
    assert.equal(older.bookkeeping, null);
  });
});

test("a renamed vendor shows its new name in the next page", async () => {
  const [vendor] = (await send("POST", "/v1/vendors:search", { codes: ["P7"] })).list(Vendor);
  assert.ok(vendor);
  const name = await inJob("renamed", true, async () => {
    const renamed = { ...PAPER, name: "Paper Oy", code: "P7", externalId: "erp-7", state: "ACTIVE" };
    await send("PUT", `/v1/vendors/${vendor.id}`, renamed);
    return (await items("v3")).list(ExportItem)[0]?.vendor?.name;
  });
  assert.equal(name, "Paper Oy");
});
