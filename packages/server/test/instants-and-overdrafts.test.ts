import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Entry, ExportItem, ImportResult } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { createdJob } from "./support/rich-company.ts";

let server: TestServer;
let company: TestCompany;
before(async () => {
  server = await testServer();
  company = await server.company();
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
});
after(() => server.close());

test("an instant is exported as it was given and found by its day in UTC; an overdraft charge is exported as a fee", async () => {
  const rows = [
    entryRow("instant", { date: "2025-05-22T23:30:00-0500" }),
    entryRow("charge", { type: "overdraft", date: "2025-05-24" }),
  ];
  const ids = await importedIds(server, company, rows);
  const again = await server.request("POST", `/platform/v1/companies/${company.id}/entries:import`, {
    key: company.key,
    body: [{ ...rows[0], date: "2025-05-23T04:30:00.5Z" }, rows[1]],
  });
  assert.equal(again.one(ImportResult).unchanged, 2, again.text);

  const path = `/platform/v1/companies/${company.id}/entries`;
  const byDay = await server.request("GET", `${path}?from=2025-05-23&to=2025-05-23`, { key: company.key });
  assert.deepEqual(
    byDay.list(Entry).map(({ externalRef, date }) => [externalRef, date]),
    [["instant", "2025-05-23T04:30:00Z"]],
  );
  const byType = await server.request("GET", `${path}?type=overdraft`, { key: company.key });
  assert.deepEqual(
    byType.list(Entry).map(({ type }) => type),
    ["overdraft"],
  );

  const refused = await server.request("POST", "/v0/export-jobs", {
    key: company.key,
    body: { accountingEntryIds: ids },
  });
  assert.equal(refused.status, 422, refused.text);
  assert.equal(refused.error().type, "UNSUPPORTED_ACCOUNTING_ENTRY_TYPE");
  const job = await createdJob(server, company, "v3", ids);
  const items = await server.request("GET", `/v3/export-items?job_id=${job}`, { key: company.key });
  assert.deepEqual(
    items.list(ExportItem).map(({ type, date, contraAccount }) => [type, date, contraAccount?.name]),
    [
      ["card_purchase", "2025-05-23T04:30:00Z", "Wallet"],
      ["fee", "2025-05-24T00:00:00Z", "Wallet"],
    ],
  );
});
