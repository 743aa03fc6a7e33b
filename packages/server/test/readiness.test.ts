import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Company, Entry, PreflightResult, ReadinessSummary } from "@ledgerport/contract";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow, importedIds } from "./support/entries.ts";
import { richCompany } from "./support/rich-company.ts";

const UNKNOWN = "0197a3c2-7000-7b00-8c00-0000000000ff";

let server: TestServer;
let company: TestCompany;
let ids: string[];
before(async () => {
  server = await testServer();
  company = await richCompany(server);
  const amount = { inWalletCurrency: { currency: "EUR", value: 12000 } };
  const onAccount = (accountCode: string) => ({ lines: [{ amount, accountCode }] });
  ids = await importedIds(server, company, [
    entryRow("a", onAccount("7010")),
    entryRow("b", onAccount("9999")),
  ]);
});
after(() => server.close());

function send(method: string, path: string, body?: unknown) {
  return server.request(method, `/platform/v1/companies/${company.id}${path}`, { key: company.key, body });
}

const refs = (entries: Entry[]) => entries.map(({ externalRef }) => externalRef);

test("an entry says what it lacks, the queue is filtered by it and summed up by cause", async () => {
  const all = (await send("GET", "/entries")).list(Entry);
  assert.deepEqual(
    all.map(({ readiness }) => [readiness.ready, readiness.problems.map(({ type, param }) => [type, param])]),
    [
      [true, []],
      [false, [["account_unknown", "lines.accountCode"]]],
    ],
  );
  const one = await server.request("GET", `/platform/v1/entries/${ids[1]}`, { key: company.key });
  assert.deepEqual(one.one(Entry).readiness, all[1]?.readiness);
  assert.deepEqual(refs((await send("GET", "/entries?ready=true")).list(Entry)), ["a"]);
  assert.deepEqual(refs((await send("GET", "/entries?ready=false")).list(Entry)), ["b"]);
  assert.deepEqual(refs((await send("GET", "/entries?problem=account_unknown")).list(Entry)), ["b"]);
  assert.deepEqual(refs((await send("GET", "/entries?problem=tag_unknown")).list(Entry)), []);
  const bad = await send("GET", "/entries?ready=maybe");
  assert.deepEqual([bad.status, bad.error().param], [400, "ready"]);
  const summary = (await send("GET", "/readiness")).one(ReadinessSummary);
  assert.deepEqual([summary.entries, summary.ready], [2, 1]);
  assert.deepEqual(
    summary.causes.map(({ type, entries }) => [type, entries]),
    [["account_unknown", 1]],
  );
});

test("entries are listed by their ids, each once, and none of another company's", async () => {
  const other = await server.company();
  const query = `ids=${ids[1]?.toUpperCase()}&ids=${ids[0]},${ids[0]}&ids=0197a3c2-7000-7b00-8c00-0000000000ff`;
  assert.deepEqual(refs((await send("GET", `/entries?${query}`)).list(Entry)), ["a", "b"]);
  assert.deepEqual(refs((await send("GET", `/entries?ids=${ids[0]}&ready=false`)).list(Entry)), []);
  const foreign = `/platform/v1/companies/${other.id}/entries?ids=${ids[0]}`;
  assert.deepEqual((await server.request("GET", foreign, { key: other.key })).list(Entry), []);
  const many = Array.from({ length: 101 }, () => ids[0]).join(",");
  const tooMany = await send("GET", `/entries?ids=${many}`);
  assert.deepEqual([tooMany.status, tooMany.error().param], [400, "ids"]);
  const bad = await send("GET", "/entries?ids=x");
  assert.deepEqual([bad.status, bad.error().param], [400, "ids[0]"]);
});

test("a company says what it demands and through which day its books are closed, and takes it back", async () => {
  const change = async (body: unknown) => (await send("PATCH", "", body)).one(Company);
  const strict = await change({ requiredForExport: ["receipt"], booksClosedThrough: "2030-12-31" });
  assert.deepEqual([strict.requiredForExport, strict.booksClosedThrough], [["receipt"], "2030-12-31"]);
  const summary = (await send("GET", "/readiness")).one(ReadinessSummary);
  assert.deepEqual(
    summary.causes.map(({ param, entries }) => [param, entries]),
    [
      ["date", 2],
      ["files", 2],
      ["lines.accountCode", 1],
    ],
  );
  const eased = await change({ requiredForExport: [], booksClosedThrough: null });
  assert.deepEqual([eased.requiredForExport, eased.booksClosedThrough], [[], undefined]);
  assert.equal((await change({ name: "Renamed" })).name, "Renamed");
});

test("a preflight says what would fail, and refuses to speak of entries that are not there", async () => {
  const preflight = (accountingEntryIds: string[]) =>
    send("POST", "/export-jobs:preflight", { accountingEntryIds });
  const result = (await preflight(ids)).one(PreflightResult);
  assert.deepEqual([result.entries, result.ready, result.refusal], [2, 1, undefined]);
  assert.deepEqual(
    result.failures.map(({ accountingEntryId, problems }) => [accountingEntryId, problems[0]?.type]),
    [[ids[1], "account_unknown"]],
  );
  const missing = await preflight([UNKNOWN]);
  assert.deepEqual([missing.status, missing.error().type], [404, "EXPORT_ENTRY_NOT_FOUND"]);
  const tooMany = Array.from(
    { length: 100_001 },
    (_, at) => `${UNKNOWN.slice(0, -8)}${String(at).padStart(8, "0")}`,
  );
  const refused = await preflight(tooMany);
  assert.deepEqual([refused.status, refused.error().type], [413, "EXPORT_JOB_SIZE_LIMIT"]);
});
