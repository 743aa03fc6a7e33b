import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Entry } from "@ledgerport/sdk";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { type Ran, type RunWith, runWith } from "./support/fake-io.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const as = (key: string, args: readonly string[], options: RunWith = {}): Promise<Ran> =>
  runWith(args, { ...options, env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });

const json = (ran: Ran) => {
  assert.equal(ran.exitCode, 0, ran.err);
  return JSON.parse(ran.out);
};

const money = (value: number) => ({ inWalletCurrency: { currency: "EUR", value } });

/** A company with two accounts, a tax code and one entry. */
async function companyWith(
  lines?: readonly object[],
  amount: object = money(12000),
): Promise<TestCompany & { entryId: string }> {
  const company = await server.company();
  const { id, key } = company;
  const put = (kind: string, body: readonly object[]) =>
    server.request("PUT", `/platform/v1/companies/${id}/${kind}`, { key, body });
  await put("accounts", [
    { code: "7010", name: "Meals" },
    { code: "7020", name: "Travel" },
  ]);
  await put("tax-codes", [{ code: "V20", rate: 0.2, type: "inclusive" }]);
  await as(key, ["contra-accounts", "set", "EUR:1361:Wallet"]);
  const row = {
    externalRef: "r",
    type: "card_purchase",
    date: "2026-02-01",
    amount,
    note: "n",
    lines,
  };
  const ran = await as(key, ["entries", "import", "-"], { stdin: JSON.stringify(row) });
  assert.equal(ran.exitCode, 0, ran.out + ran.err);
  const [entry] = json(await as(key, ["entries", "list", "--json"]));
  return { ...company, entryId: entry.id };
}

test("members of an entry are set by name, removed by an empty value, and its only line keeps to its amount", async () => {
  const { key, entryId } = await companyWith();
  const set = ["entries", "set", entryId];
  const first = json(
    await as(key, [...set, "account=7010", "tax-code=V20", "date=2026-02-03", "note=", "--json"]),
  );
  assert.deepEqual(
    [first.date, first.note ?? null, first.lines[0].accountCode],
    ["2026-02-03", null, "7010"],
  );
  assert.equal(first.lines[0].netAmount.inWalletCurrency.value, 10000);
  const next = json(await as(key, [...set, "account=7020", "supplier=Cafe Nord", "--json"]));
  assert.deepEqual(
    [next.lines[0].taxCode, next.lines[0].accountCode, next.supplier.name],
    ["V20", "7020", "Cafe Nord"],
  );
  assert.equal(next.lines[0].netAmount.inWalletCurrency.value, 10000);
  const without = json(await as(key, [...set, "tax-code=", "--json"]));
  assert.equal(without.lines[0].netAmount.inWalletCurrency.value, 12000);
  const shown = await as(key, ["entries", "history", entryId]);
  assert.match(shown.out, /lines\[0\]\.accountCode +7010 +7020/);
});

test("of several lines the one that is named is changed, and the others stay as they are", async () => {
  const lines = [
    { amount: money(5000), accountCode: "7010", taxCode: "V20" },
    { amount: money(7000), netAmount: money(6500), taxCode: "V20" },
  ];
  const { key, entryId } = await companyWith(lines);
  const set = ["entries", "set", entryId, "account=7020"];
  const unsaid = await as(key, set);
  assert.deepEqual([unsaid.exitCode, unsaid.out], [2, ""]);
  assert.match(unsaid.err, /has 2 lines: say which one with --line/);
  assert.equal((await as(key, [...set, "--line", "3"])).exitCode, 2);
  const before = json(await as(key, ["entries", "show", entryId, "--json"]));
  const after = json(await as(key, [...set, "--line", "2", "--json"]));
  assert.deepEqual(after.lines, [before.lines[0], { ...before.lines[1], accountCode: "7020" }]);
});

test("a net amount that was given without a tax code stays, whatever is set of the entry's lines", async () => {
  const { key, entryId } = await companyWith([
    { amount: money(5000), netAmount: money(4500) },
    { amount: money(7000) },
  ]);
  const set = async (...args: string[]) => {
    const { lines } = json(await as(key, ["entries", "set", entryId, ...args, "--json"]));
    return lines.map((line: Entry["lines"][number]) => line.netAmount.inWalletCurrency.value);
  };
  assert.deepEqual(await set("account=7010", "--line", "1"), [4500, 7000]);
  assert.deepEqual(await set("account=7020", "--line", "2"), [4500, 7000]);
  assert.deepEqual(await set("tax-code=V20", "--line", "2"), [4500, 5833]);
  assert.deepEqual(await set("tax-code=V20", "--line", "1"), [4500, 5833]);
});

test("a net amount in the supplier's currency that was given without a tax code stays when the account is set", async () => {
  const both = (wallet: number, supplier: number) => ({
    ...money(wallet),
    inSupplierCurrency: { currency: "USD", value: supplier },
  });
  const netAmount = both(12000, 12100);
  const { key, entryId } = await companyWith([{ netAmount }], both(12000, 13200));
  const { lines } = json(await as(key, ["entries", "set", entryId, "account=7010", "--json"]));
  assert.deepEqual(lines[0].netAmount, netAmount);
});

test("what can't be set is refused by its name, and nothing changes", async () => {
  const { key, entryId } = await companyWith();
  const before = (await as(key, ["entries", "show", entryId])).out;
  const cases: [string[], number, RegExp][] = [
    [["colour=red"], 2, /"colour=red" is not name=value with one of the names account, /],
    [["account"], 2, /"account" is not name=value/],
    [["date="], 2, /can't be without date/],
    [["note=a", "note=b"], 2, /note is set twice/],
    [["note=a", "--line", "1"], 2, /--line goes with account/],
    [["account=7010", "tax-code=none"], 5, /UNKNOWN_REFERENCE/],
    [["date=2026-02-30"], 5, /date/],
  ];
  for (const [args, exitCode, message] of cases) {
    const ran = await as(key, ["entries", "set", entryId, ...args]);
    assert.equal(ran.exitCode, exitCode, ran.err);
    assert.match(ran.err, message);
  }
  assert.equal((await as(key, ["entries", "show", entryId])).out, before);
});

test("an entry of a running job is locked: it is neither set nor deleted; exported, it is reopened first", async () => {
  const { key, entryId } = await companyWith();
  const trigger = (event: string) => as(key, ["webhooks", "trigger", event]);
  await trigger("export-job.created");
  await trigger("export-job.started");
  for (const args of [
    ["set", entryId, "note=x"],
    ["set", entryId, "account=7010"],
    ["delete", entryId, "--yes"],
  ]) {
    const ran = await as(key, ["entries", ...args]);
    assert.equal(ran.exitCode, 5, ran.out);
    assert.match(ran.err, /ENTRY_LOCKED/);
  }
  assert.match((await as(key, ["entries", "reopen", entryId, "--yes"])).err, /ENTRY_LOCKED/);
  await trigger("export-job.completed");
  const unsure = await as(key, ["entries", "reopen", entryId]);
  assert.equal(unsure.exitCode, 2);
  assert.match(unsure.err, /This would be reopened: r, 2026-02-01, EUR 120\.00\. --yes does it/);
  assert.match((await as(key, ["entries", "show", entryId])).out, /^status +EXPORTED, locked$/m);
  assert.equal((await as(key, ["entries", "reopen", entryId, "--yes"])).exitCode, 0);
  assert.match((await as(key, ["entries", "show", entryId])).out, /^status +NOT_EXPORTED$/m);
  assert.match((await as(key, ["entries", "reopen", entryId, "--yes"])).err, /ENTRY_NOT_EXPORTED/);
});

test("an entry is deleted when one is sure, and its history can be read afterwards", async () => {
  const { key, entryId } = await companyWith();
  assert.equal((await as(key, ["entries", "delete", entryId])).exitCode, 2);
  assert.equal(json(await as(key, ["entries", "list", "--json"])).length, 1);
  const deleted = await as(key, ["entries", "delete", entryId, "--yes"]);
  assert.deepEqual([deleted.exitCode, deleted.out], [0, "Deleted: r, 2026-02-01, EUR 120.00\n"]);
  assert.equal((await as(key, ["entries", "delete", entryId, "--yes"])).exitCode, 5);
  assert.match((await as(key, ["entries", "history", entryId])).out, /NOT_EXPORTED -> DELETED/);
});
