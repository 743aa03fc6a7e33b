import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { directory, file } from "./support/files.ts";
import { runWith } from "./support/fake-io.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const connected = (key: string) => ({ env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });

test("help is no error, and every command has examples in it", async () => {
  const help = await runWith(["--help"]);
  assert.equal(help.exitCode, 0);
  assert.match(help.out, /Exit codes: 0 done/);
  const nouns = ["organisations", "companies", "contra-accounts", "keys", "entries", "jobs", "export"];
  nouns.push("webhooks", "webhooks subscriptions", "webhooks deliveries");
  for (const noun of nouns) {
    const words = noun.split(" ");
    const { out } = await runWith([...words, "--help"]);
    const verbs = [...out.slice(out.indexOf("Commands:")).matchAll(/^ {2}(\w+) /gm)].map(([, verb]) => verb);
    assert.ok(verbs.length > 1, out);
    for (const verb of verbs) {
      if (verb === undefined || verb === "help" || nouns.includes(`${noun} ${verb}`)) continue;
      const ran = await runWith([...words, verb, "--help"]);
      assert.equal(ran.exitCode, 0, ran.err);
      assert.match(ran.out, /Examples?:\n {2}\$ ledgerport /, `${noun} ${verb}`);
    }
  }
});

test("wrong usage exits with 2 and says what would do", async (t) => {
  const csv = await file(t, "a.csv", "x\n1\n");
  const { id } = await server.company();
  const broken = await file(t, "map.json", '{"entry": {"date": {"column": "x", "as": "dat"}}}');
  const cases: [string[], RegExp][] = [
    [["nope"], /unknown command/],
    [["jobs", "list", "--nope"], /unknown option/],
    [["companies", "create", "X"], /--currency/],
    [["contra-accounts", "set", "EUR"], /CURRENCY:CODE:NAME/],
    [["keys", "create", "X", "--for", "me", "--company", "c"], /integration or platform/],
    [["entries", "import", csv], /--map/],
    [["entries", "import", csv, "--map", broken], /entry\.date\.as/],
    [["entries", "import", "/nowhere/a.ndjson"], /can't be read/],
    [["entries", "import", csv, "--map", "/nowhere/map.json"], /ENOENT/],
    [["export", "run", "--target", "sap:x"], /hledger:PATH or csv:PATH/],
    [["jobs", "watch", "x", "--every", "0"], /--every/],
    [["jobs", "list", "--url", "not a url"], /url/i],
    [["webhooks", "listen"], /--forward-to/],
    [["webhooks", "listen", "--forward-to", "ftp://x"], /http or https/],
    [["webhooks", "listen", "--forward-to", "http://x", "--secret", "whsec_"], /whsec_ and base64/],
    [["webhooks", "listen", "--forward-to", "http://x", "--api-version", "v4"], /v1, v2 or v3/],
    [["webhooks", "listen", "--forward-to", "http://x", "--after", "1", "--company", id], /not happened/],
    [["webhooks", "trigger", "vendor.archived"], /export-job\.created, export-job\.started/],
    [["webhooks", "trigger", "export-job.created", "--entries", "0"], /--entries/],
  ];
  for (const [args, message] of cases) {
    const { exitCode, err, out } = await runWith(args, connected(server.adminKey));
    assert.equal(exitCode, 2, `${args.join(" ")}: ${err}${out}`);
    assert.match(err, message, args.join(" "));
  }
  const keyless = await runWith(["jobs", "list"], { env: { LEDGERPORT_URL: server.address } });
  assert.equal(keyless.exitCode, 2);
  assert.match(keyless.err, /LEDGERPORT_KEY/);
});

test("a server that is not there exits with 3", async () => {
  const closed = createServer();
  closed.listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, "close");
  const env = { LEDGERPORT_URL: `http://127.0.0.1:${port}`, LEDGERPORT_KEY: "k" };
  const { exitCode, err } = await runWith(["jobs", "list"], { env });
  assert.equal(exitCode, 3, err);
  assert.match(err, /can't be reached/);
});

test("a refused key exits with 4 and is never shown", async () => {
  const secret = "lp_secretsecretsecret";
  for (const args of [
    ["jobs", "list"],
    ["entries", "import", "-"],
    ["jobs", "list", "--json"],
  ]) {
    const ran = await runWith([...args, "--key", secret], { env: { LEDGERPORT_URL: server.address } });
    assert.equal(ran.exitCode, 4, ran.err);
    assert.ok(!(ran.out + ran.err).includes(secret));
  }
  const { id } = await server.company();
  const reader = await server.key({ companyId: id }, ["export-jobs:read"]);
  const { exitCode, err } = await runWith(["contra-accounts", "list"], connected(reader));
  assert.equal(exitCode, 4);
  assert.match(err, /platform:read/, "the scope that lacks is named");
});

test("a refused request exits with 5 and names the error", async () => {
  const { key } = await server.company();
  const missing = ["jobs", "show", "0197a3c2-7200-7b00-8c00-000000000001"];
  const { exitCode, err } = await runWith(missing, connected(key));
  assert.equal(exitCode, 5);
  assert.match(err, /EXPORT_NOT_FOUND/);
});

test("an accounting system that can't be used exits with 6, and the job waits", async (t) => {
  const { key } = await server.company();
  await runWith(["contra-accounts", "set", "EUR:1:W"], connected(key));
  const row = {
    externalRef: "1",
    type: "card_purchase",
    date: "2025-05-01",
    amount: { inWalletCurrency: { currency: "EUR", value: 100 } },
  };
  await runWith(["entries", "import", "-"], { ...connected(key), stdin: JSON.stringify(row) });
  const { out } = await runWith(["jobs", "create"], connected(key));
  await server.request("POST", "/v3/export-job-events", {
    key,
    body: { jobId: out.trim(), event: "started" },
  });
  const unusable = join(await directory(t), "no such directory", "x.journal");
  const args = ["export", "run", "--target", `hledger:${unusable}`, "--once", "--resume"];
  const { exitCode, err } = await runWith(args, connected(key));
  assert.equal(exitCode, 6, err);
});

test("an interruption exits with 130", async () => {
  const { key } = await server.company();
  const { exitCode } = await runWith(["jobs", "list"], { ...connected(key), signal: AbortSignal.abort() });
  assert.equal(exitCode, 130);
});
