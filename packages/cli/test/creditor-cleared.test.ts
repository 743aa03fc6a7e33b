import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { runWith } from "./support/fake-io.ts";
import { directory } from "./support/files.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

/** What hledger says of a journal; undefined, and said so in the test's output, where it is not installed. */
function hledger(t: TestContext, journal: string, ...args: string[]): string | undefined {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  const { error, status, stdout, stderr } = spawnSync("hledger", ["-f", journal, ...args], {
    env,
    encoding: "utf8",
  });
  if (error !== undefined) {
    t.diagnostic("hledger is not installed: what the journal adds up to was not looked at");
    return undefined;
  }
  assert.equal(status, 0, stderr);
  return stdout;
}

for (const method of ["accounts_payable", "journal"]) {
  test(`an invoice and its payment, each exported by jobs create, leave the creditor at zero under ${method}`, async (t) => {
    const { id, key } = await server.company();
    const as = async (...args: string[]): Promise<string> => {
      const env = { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key };
      const ran = await runWith(args, { env });
      assert.equal(ran.exitCode, 0, `${args.join(" ")}: ${ran.err}${ran.out}`);
      return ran.out;
    };
    const path = `/platform/v1/companies/${id}`;
    await server.request("PATCH", path, { key: server.adminKey, body: { bookkeepingMethod: method } });
    const vendor = { companyId: id, name: "Nordic Paper AB", code: "V-1", defaultCurrency: "EUR" };
    await server.request("POST", "/v1/vendors", { key, body: vendor });
    await as("contra-accounts", "set", "EUR:1930:Wallet");
    await as("accounts", "set", "6100", "--name", "Paper");
    const journal = join(await directory(t), "x.journal");
    const amount = { inWalletCurrency: { currency: "EUR", value: 12_000 } };
    for (const type of ["invoice", "invoice_payment"]) {
      const lines = type === "invoice" ? { lines: [{ accountCode: "6100", amount }] } : {};
      const row = { externalRef: type, type, date: "2025-05-01", amount, vendorCode: "V-1", ...lines };
      const body = [
        { ...row, invoice: { invoiceNumber: "F-1", invoiceDate: "2025-05-01", status: "ready" } },
      ];
      const imported = await server.request("POST", `${path}/entries:import`, { key, body });
      assert.equal(imported.status, 200);
      await as("jobs", "create", "--dry-run");
      await as("jobs", "create");
      await as("export", "run", "--target", `hledger:${journal}`, "--once");
      const open = hledger(t, journal, "balance", "liabilities", "-N");
      if (type === "invoice") assert.match(open ?? "EUR -120.00", /EUR -120\.00/);
      else assert.equal(open?.trim() ?? "", "");
    }
    const all = hledger(t, journal, "balance", "-N");
    if (all === undefined) return;
    assert.match(all, /EUR 120\.00 +expenses:.*6100/);
    assert.match(all, /EUR -120\.00 +assets:.*1930/);
    const accounts = hledger(t, journal, "accounts") ?? "";
    assert.equal(/Nordic Paper/.test(accounts), method === "accounts_payable", accounts);
  });
}
