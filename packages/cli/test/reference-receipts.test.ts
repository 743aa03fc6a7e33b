import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { type Ran, type RunWith, runWith } from "./support/fake-io.ts";
import { directory, file } from "./support/files.ts";

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

test("an account is added with its kind, shown, listed, and changed in what is given alone", async () => {
  const { key } = await server.company();
  const none = await as(key, ["accounts", "set", "2440", "--kind", "liability"]);
  assert.equal(none.exitCode, 2);
  assert.match(none.err, /a new one needs --name/);
  const added = [
    "accounts",
    "set",
    "2440",
    "--name",
    "Creditors",
    "--kind",
    "liability",
    "--identifier",
    "L1",
  ];
  assert.match((await as(key, added)).out, /^kind +liability$/m);
  assert.equal((await as(key, ["accounts", "set", "7010", "--name", "Meals"])).exitCode, 0);
  const renamed = json(await as(key, ["accounts", "set", "2440", "--name", "Trade creditors", "--json"]));
  assert.deepEqual([renamed.kind, renamed.identifier], ["liability", "L1"]);
  const listed = await as(key, ["accounts", "list"]);
  assert.match(
    listed.out,
    /^CODE +KIND +NAME +IDENTIFIER\n2440 +liability +Trade creditors +L1\n7010 +expense +Meals\n$/,
  );
  assert.match(
    (await as(key, ["accounts", "list", "--csv"])).out,
    /^code,kind,name,identifier,id\r\n2440,liability,/,
  );
  assert.match((await as(key, ["accounts", "show", "7010"])).out, /^name +Meals$/m);
  const wrong = await as(key, ["accounts", "show", "9999"]);
  assert.deepEqual([wrong.exitCode, wrong.err], [1, 'ledgerport: The company has no account "9999"\n']);
  assert.equal((await as(key, ["accounts", "set", "7010", "--kind", "luck"])).exitCode, 5);
});

test("a tax code's rate is a fraction or per cent, exactly, and what is not given stays", async () => {
  const { key } = await server.company();
  await as(key, ["accounts", "set", "1576", "--name", "Input tax", "--kind", "asset"]);
  assert.equal((await as(key, ["tax-codes", "set", "V7", "--rate", "7.7%"])).exitCode, 2);
  const set = ["tax-codes", "set", "V7", "--type", "inclusive", "--ingoing", "1576", "--json"];
  assert.equal(json(await as(key, [...set, "--rate", "7.7%"])).rate, 0.077);
  const changed = json(await as(key, ["tax-codes", "set", "V7", "--rate", "0.081", "--json"]));
  assert.deepEqual([changed.rate, changed.type, changed.ingoingTaxAccountCode], [0.081, "inclusive", "1576"]);
  for (const rate of ["x", "-1", "1,5", "%"]) {
    const ran = await as(key, ["tax-codes", "set", "V7", `--rate=${rate}`]);
    assert.match(ran.err, /--rate must be/, rate);
  }
  const excel = await as(key, ["tax-codes", "list", "--excel", "--locale", "de-DE"]);
  assert.match(excel.out, /^\ufeffcode;rate;type;.*\r\nV7;0,081;inclusive;1576;/);
  assert.match((await as(key, ["tax-codes", "show", "V7"])).out, /^rate +0\.081$/m);
});

test("a receipt is attached, listed, fetched byte for byte into a new file, and deleted when one is sure", async (t) => {
  const { key } = await server.company();
  const row = {
    externalRef: "r",
    type: "card_purchase",
    date: "2026-02-01",
    amount: { inWalletCurrency: { currency: "EUR", value: 100 } },
  };
  await as(key, ["entries", "import", "-"], { stdin: JSON.stringify(row) });
  const [{ id }] = json(await as(key, ["entries", "list", "--json"]));
  const path = await file(t, "receipt ä.txt", "Coffee 1.00\n");
  const attached = await as(key, ["receipts", "attach", id, path]);
  assert.deepEqual([attached.exitCode, attached.out], [0, "receipt ä.txt: text/plain, 12 bytes\n"]);
  assert.match((await as(key, ["receipts", "list", id])).out, /^receipt ä\.txt +text\/plain +12 /m);
  const copy = join(await directory(t), "copy.txt");
  const get = ["receipts", "get", id, "receipt ä.txt", "--to", copy];
  assert.equal((await as(key, get)).exitCode, 0);
  assert.equal(await readFile(copy, "utf8"), "Coffee 1.00\n");
  const again = await as(key, get);
  assert.equal(again.exitCode, 2, "a file that is there is not overwritten");
  assert.match(again.err, /copy\.txt/);
  const missing = await as(key, ["receipts", "attach", id, join(copy, "none.pdf")]);
  assert.equal(missing.exitCode, 2);
  const odd = await file(t, "tool.exe", new Uint8Array([77, 90, 0, 1]));
  assert.match((await as(key, ["receipts", "attach", id, odd])).err, /UNSUPPORTED_FILE_TYPE/);
  assert.equal((await as(key, ["receipts", "delete", id, "receipt ä.txt"])).exitCode, 2);
  assert.equal((await as(key, ["receipts", "delete", id, "receipt ä.txt", "--yes"])).exitCode, 0);
  assert.equal((await as(key, ["receipts", "get", id, "receipt ä.txt"])).exitCode, 5);
  const foreign = await server.company();
  assert.equal((await as(foreign.key, ["receipts", "list", id])).exitCode, 5);
});
