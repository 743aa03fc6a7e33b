// oxlint-disable unicorn/no-thenable -- `then` is a word of the mapping file
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { directory, file } from "./support/files.ts";
import { type Ran, type RunWith, runWith } from "./support/fake-io.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const as = (key: string, args: readonly string[], options: RunWith = {}): Promise<Ran> =>
  runWith(args, { ...options, env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key, ...options.env } });

const SPEND = `Ref,Amt,Acc,Shop
1,10.00,6000,Esso
2,-2.50,6000,Esso
3,1.00,?,Shell
`;
const MAPPING = {
  entry: {
    externalRef: { column: "Ref" },
    type: { if: { column: "Amt", is: "negative" }, then: "refund", else: "card_purchase" },
    date: "2025-05-01",
    amount: { inWalletCurrency: { currency: "EUR", value: { column: "Amt", as: "amount" } } },
    supplier: { name: { column: "Shop" } },
    lines: [{ accountCode: { column: "Acc", absent: ["?"] } }],
  },
  reference: { accounts: { code: { column: "Acc", absent: ["?"] }, name: "Fuel" } },
};

test("from nothing to an exported month with the commands alone", async (t) => {
  const admin = server.adminKey;
  const made = await as(admin, ["companies", "create", "Nordic AB", "--currency", "EUR", "--json"]);
  assert.equal(made.exitCode, 0, made.err);
  const { id } = JSON.parse(made.out);
  const listed = await as(admin, ["companies", "list"]);
  assert.ok(listed.out.includes(`${id}  Nordic AB`), listed.out);
  const keyed = await as(admin, ["keys", "create", "P", "--for", "platform", "--company", id, "--json"]);
  const { key } = JSON.parse(keyed.out);
  assert.equal((await as(key, ["contra-accounts", "set", "EUR:1361:Wallet: euro"])).exitCode, 0);
  assert.match((await as(key, ["contra-accounts", "list"])).out, /EUR +1361 +Wallet: euro/);

  const csv = await file(t, "spend.csv", SPEND);
  const map = await file(t, "map.json", JSON.stringify(MAPPING));
  const importing = ["entries", "import", csv, "--map", map, "--with-reference"];
  const imported = await as(key, importing);
  assert.equal(imported.exitCode, 0, imported.err + imported.out);
  assert.equal(imported.out, "3 created, 0 updated, 0 unchanged, 0 failed\n");
  assert.match(
    imported.err,
    /Reference data: 1 accounts, 0 tax codes, 0 teams, 0 employees, 0 tags, 0 vendors/,
  );
  assert.match((await as(key, importing)).out, /^0 created, 0 updated, 3 unchanged, 0 failed/);

  const created = await as(key, ["jobs", "create"]);
  const jobId = created.out.trim();
  const integration = await server.key({ companyId: id }, [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
  ]);
  const journal = join(await directory(t), "books 2025.journal");
  const run = ["export", "run", "--target", `hledger:${journal}`, "--once"];
  const exported = await as(integration, run);
  assert.equal(exported.exitCode, 1, "one item failed");
  assert.match(exported.out, /completed_with_errors\n2 posted, 0 already there, 1 failed\n/);
  assert.match(exported.out, /1 +account_unknown/);
  assert.match(await readFile(journal, "utf8"), /EUR -2\.50/);

  const again = await as(integration, run);
  assert.deepEqual([again.exitCode, again.out], [0, "There is no export job.\n"]);
  const shown = await as(key, ["jobs", "show", jobId]);
  assert.match(shown.out, /^successful +2\nfailed +1\n/m);
  assert.match(shown.out, /account_unknown/);
  const watched = await as(key, ["jobs", "watch", jobId, "--json"]);
  assert.equal(watched.exitCode, 1, "the job is not completed");
  assert.equal(JSON.parse(watched.out).items.successful, 2);
});

async function companyWithJob(): Promise<{ company: TestCompany; jobId: string }> {
  const company = await server.company();
  const { key } = company;
  await as(key, ["contra-accounts", "set", "EUR:1361:Wallet"]);
  const row = {
    externalRef: "1",
    type: "card_purchase",
    date: "2025-05-01",
    amount: { inWalletCurrency: { currency: "EUR", value: 100 } },
  };
  await as(key, ["entries", "import", "-"], { stdin: JSON.stringify(row) });
  return { company, jobId: (await as(key, ["jobs", "create"])).out.trim() };
}

test("watching ends when the job does, and says how", async () => {
  const { company, jobId } = await companyWithJob();
  let looks = 0;
  const watched = await as(company.key, ["jobs", "watch", jobId], {
    async onSleep() {
      looks += 1;
      const cancelled = await as(company.key, ["jobs", "cancel", jobId]);
      assert.equal(cancelled.exitCode, 0, cancelled.err);
    },
  });
  assert.equal(looks, 1);
  assert.equal(watched.exitCode, 1);
  assert.match(watched.out, /^status +failed$/m);
  assert.match(watched.out, /canceled_by_user/);
  assert.match((await as(company.key, ["jobs", "list", "--status", "failed"])).out, new RegExp(jobId));
  assert.doesNotMatch(
    (await as(company.key, ["jobs", "list", "--status", "pending"])).out,
    new RegExp(jobId),
  );
});

test("with nothing left to export no job is made", async () => {
  const { company } = await companyWithJob();
  const second = await as(company.key, ["jobs", "create"]);
  assert.deepEqual([second.exitCode, second.out], [0, "There is nothing to export.\n"]);
  assert.equal(JSON.parse((await as(company.key, ["jobs", "list", "--json"])).out).length, 1);
});

test("an organisation's key works for the company that is named, else for its only one, and asks when there are several", async () => {
  const organisationId = await server.organisation();
  const { id } = await server.company({ organisationId });
  const key = await server.key({ organisationId }, ["platform:read", "platform:write"]);
  const named = await as(key, ["contra-accounts", "set", "EUR:1:W"], { env: { LEDGERPORT_COMPANY: id } });
  assert.equal(named.exitCode, 0, named.err);
  const only = await as(key, ["contra-accounts", "list", "--json"]);
  assert.equal(JSON.parse(only.out).length, 1, only.err);
  await server.company({ organisationId });
  const unnamed = await as(key, ["contra-accounts", "list"]);
  assert.equal(unnamed.exitCode, 2);
  assert.match(unnamed.err, /--company/);
});

test("every bad row is named by its number in the file, whoever finds it", async (t) => {
  const { id, key } = await server.company();
  const rows = ["1,10.00,?,A", "2,ten,?,B", "3,5.00,?,C,D", "4,7.00,nowhere,E", "5,1.00001,?,F", ",1.00,?,G"];
  const csv = await file(t, "bad.csv", `Ref,Amt,Acc,Shop\n${rows.join("\n")}\n`);
  const lines = [{ taxCode: { column: "Acc", absent: ["?"] } }];
  const map = await file(t, "map.json", JSON.stringify({ ...MAPPING, entry: { ...MAPPING.entry, lines } }));
  const ran = await as(key, ["entries", "import", csv, "--map", map, "--json", "--company", id]);
  assert.equal(ran.exitCode, 1);
  assert.equal(ran.err, "");
  const { created, failed, errors } = JSON.parse(ran.out);
  assert.deepEqual([created, failed], [1, 5]);
  const found = errors.map((error: { row: number; type: string; param?: string }) => [
    error.row,
    error.type,
    error.param,
  ]);
  assert.deepEqual(found, [
    [3, "UNREADABLE_ROW", "Amt"],
    [4, "UNREADABLE_ROW", undefined],
    [5, "UNKNOWN_REFERENCE", "lines[0].taxCode"],
    [6, "UNREADABLE_ROW", "Amt"],
    [7, found[4]?.[1], found[4]?.[2]],
  ]);
  assert.match(String(found[4]?.[2]), /externalRef/);
});

test("a key can be listed and revoked, and its secret is never seen again", async () => {
  const { id } = await server.company();
  const args = ["keys", "create", "Bridge", "--for", "integration", "--scope", "platform:read"];
  const created = await as(server.adminKey, [...args, "--company", id, "--json"]);
  const { id: keyId, key, scopes } = JSON.parse(created.out);
  assert.deepEqual(scopes, [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
    "vendors:read",
    "vendors:write",
    "webhooks:read",
    "webhooks:write",
    "platform:read",
  ]);
  const listed = await as(server.adminKey, ["keys", "list"]);
  assert.ok(listed.out.includes(keyId));
  assert.ok(!listed.out.includes(key));
  assert.equal((await as(key, ["jobs", "list"])).exitCode, 0);
  assert.equal((await as(server.adminKey, ["keys", "revoke", keyId])).exitCode, 0);
  assert.equal((await as(key, ["jobs", "list"])).exitCode, 4);
});

test("what a job did not export is tried again by its id, all of it or one cause", async () => {
  const { company, jobId } = await companyWithJob();
  await as(company.key, ["jobs", "cancel", jobId]);
  const none = await as(company.key, ["jobs", "retry", jobId, "--cause", "vendor_unknown"]);
  assert.equal(none.exitCode, 5);
  assert.match(none.err, /vendor_unknown/);
  const retried = await as(company.key, ["jobs", "retry", jobId]);
  assert.equal(retried.exitCode, 0, retried.err);
  const shown = await as(company.key, ["jobs", "show", retried.out.trim(), "--json"]);
  assert.deepEqual([JSON.parse(shown.out).status, JSON.parse(shown.out).numberOfItems], ["pending", 1]);
});

test("what the queue lacks is shown by cause, and a job can be made of what is ready alone", async () => {
  const { id, key } = await server.company();
  const row = (externalRef: string, accountCode?: string) => {
    const amount = { inWalletCurrency: { currency: "EUR", value: 100 } };
    const lines = [{ amount, ...(accountCode !== undefined && { accountCode }) }];
    return JSON.stringify({ externalRef, type: "mileage", date: "2025-05-01", amount, lines });
  };
  await server.request("PUT", `/platform/v1/companies/${id}/accounts`, {
    key,
    body: [{ code: "7010", name: "Travel" }],
  });
  const stdin = [row("a", "7010"), row("b", "9999"), row("c", "9999")].join("\n");
  assert.equal((await as(key, ["entries", "import", "-"], { stdin })).exitCode, 0);
  const queue = await as(key, ["entries", "readiness"]);
  assert.equal(queue.exitCode, 1);
  assert.match(queue.out, /^ready +1\nnot ready +2$/m);
  assert.match(queue.out, /^2 +account_unknown +There is no account 9999/m);
  const dry = await as(key, ["jobs", "create", "--dry-run"]);
  assert.equal(dry.exitCode, 1);
  assert.match(dry.out, /account_unknown/);
  assert.equal((await as(key, ["jobs", "list", "--json"])).out, "[]\n");
  const made = await as(key, ["jobs", "create", "--only-ready"]);
  const shown = await as(key, ["jobs", "show", made.out.trim(), "--json"]);
  assert.equal(JSON.parse(shown.out).numberOfItems, 1);
});

/** A company with one invoice, which has no vendor: what makes a job of it, with further options. */
async function creatingOfInvoice(
  bookkeepingMethod: "accounts_payable" | "journal",
): Promise<(...options: string[]) => Promise<Ran>> {
  const { id, key } = await server.company();
  const path = `/platform/v1/companies/${id}`;
  await server.request("PATCH", path, { key: server.adminKey, body: { bookkeepingMethod } });
  const amount = { inWalletCurrency: { currency: "EUR", value: 100 } };
  const row = { externalRef: "a", type: "invoice", date: "2025-05-01", amount };
  await as(key, ["entries", "import", "-"], { stdin: JSON.stringify(row) });
  const [entry] = JSON.parse((await as(key, ["entries", "list", "--json"])).out);
  const integration = await server.key({ companyId: id }, [
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
  ]);
  return (...options) => as(integration, ["jobs", "create", entry.id, ...options]);
}

test("where the company has accounts payable a job is booked through vendors, unless an option says otherwise", async () => {
  const create = await creatingOfInvoice("accounts_payable");
  const refused = await create();
  assert.equal(refused.exitCode, 5, "refused instead of booked where its payment would not clear it");
  assert.match(refused.err, /accounts payable and have no vendor/);
  assert.match((await create("--dry-run")).out, /without a vendor/);
  const told = await create("--no-vendor-based", "--json");
  assert.equal(JSON.parse(told.out).vendorBasedBookkeeping, false);
});

test("where the company has a journal a job is not booked through vendors, unless an option says otherwise", async () => {
  const create = await creatingOfInvoice("journal");
  assert.equal(JSON.parse((await create("--json")).out).vendorBasedBookkeeping, false);
  const other = await creatingOfInvoice("journal");
  assert.equal(JSON.parse((await other("--vendor-based", "--json")).out).vendorBasedBookkeeping, true);
});

test("a company's demands are set, shown and taken back", async () => {
  const { key } = await server.company();
  const set = await as(key, [
    "companies",
    "set",
    "--require",
    "receipt",
    "tag",
    "--closed-through",
    "2025-03-31",
  ]);
  assert.equal(set.out, "required        receipt, tag\nclosed through  2025-03-31\n");
  const eased = await as(key, ["companies", "set", "--require", "none", "--closed-through", "none"]);
  assert.equal(eased.out, "required        none\nclosed through  none\n");
  assert.equal((await as(key, ["companies", "set", "--require", "luck"])).exitCode, 5);
});
