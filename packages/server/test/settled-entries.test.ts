import assert from "node:assert/strict";
import { ExportItem } from "@ledgerport/contract";
import { after, before, test } from "node:test";
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
    body: [{ currency: "EUR", name: "Wallet", code: "1361" }],
  });
});
after(() => server.close());

const purchase = (externalRef: string, changes: object = {}) =>
  entryRow(externalRef, { type: "personal_spend", ...changes });
const repaid = (externalRef: string, reconciledEntries: string[]) =>
  entryRow(externalRef, { type: "direct_reimbursement", reconciledEntries });

/** What the export items of these entries say that they settle, in the order of the entries. */
async function settledBy(ids: readonly string[]): Promise<unknown[]> {
  const job = await createdJob(server, company, "v3", ids);
  const answer = await server.request("GET", `/v3/export-items?job_id=${job}`, { key: company.key });
  assert.equal(answer.status, 200, answer.text);
  const found = answer.list(ExportItem).map((item) => item.additionalInformation.reconciledEntries);
  const ended = await server.request("POST", `/platform/v1/export-jobs/${job}:cancel`, { key: company.key });
  assert.equal(ended.status, 204, ended.text);
  return found;
}

test("what a reimbursement settles is shown by reconciliation ids, however the row names it, each once", async () => {
  const [first = "", second = ""] = await importedIds(server, company, [
    purchase("lunch", { reconciliationId: "R-77" }),
    purchase("taxi", { reconciliationId: "R-78" }),
  ]);
  const ids = await importedIds(server, company, [
    repaid("by-reference", ["lunch", "taxi"]),
    repaid("by-id", [first.toUpperCase(), second]),
    repaid("by-reconciliation-id", ["R-77"]),
    repaid("by-all", ["lunch", first, "R-77"]),
    repaid("by-none", []),
  ]);
  assert.deepEqual(await settledBy(ids), [["R-77", "R-78"], ["R-77", "R-78"], ["R-77"], ["R-77"], []]);
});

test("what is settled may come later than what settles it, and in the same file", async () => {
  const [early = ""] = await importedIds(server, company, [
    repaid("early", ["dinner"]),
    purchase("dinner", { reconciliationId: "R-80" }),
  ]);
  assert.deepEqual(await settledBy([early]), [["R-80"]]);
});

test("an entry that was deleted is still known by the id that the ledger has", async () => {
  const [gone = ""] = await importedIds(server, company, [purchase("gone", { reconciliationId: "R-81" })]);
  const [settling = ""] = await importedIds(server, company, [repaid("for-gone", ["gone"])]);
  const deleted = await server.request("DELETE", `/platform/v1/entries/${gone}`, { key: company.key });
  assert.equal(deleted.status, 204, deleted.text);
  assert.deepEqual(await settledBy([settling]), [["R-81"]]);
});

test("another company's entries are not what is settled", async () => {
  const other = await server.company();
  await importedIds(server, other, [purchase("theirs", { reconciliationId: "R-foreign" })]);
  const [settling = ""] = await importedIds(server, company, [repaid("foreign", ["theirs"])]);
  assert.deepEqual(await settledBy([settling]), [["theirs"]]);
});
