import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import manifest from "../package.json" with { type: "json" };
import { type Ran, runWith } from "./support/fake-io.ts";

let server: TestServer;
let company: string;

before(async () => {
  server = await testServer();
  company = (await server.company()).id;
  await server.company();
});
after(() => server.close());

const asAdmin = (...args: string[]): Promise<Ran> =>
  runWith(args, { env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: server.adminKey } });

const UUID = "0197a3c2-7200-7b00-8c00-000000000001";

const SAID: readonly [string, RegExp][] = [
  ["jobs list", /: --company must name one \(REQUIRED_PARAMETER_MISSING, --company, request/],
  ["jobs list --company x", /^ledgerport: --company must be a UUID \(BAD_REQUEST, --company,/],
  ["entries list --company x", /^ledgerport: --company must be a UUID/],
  ["entries list --company C --status FOO", /^ledgerport: --status must be one of NOT_EXPORTED/],
  ["entries list --company C --from 2025", /^ledgerport: --from must be a day/],
  ["jobs list --company C --status foo", /^ledgerport: --status must be one of pending/],
  ["jobs create --company C nope", /^ledgerport: <entryIds> must be a UUID/],
  [`jobs retry ${UUID} --cause foo`, /^ledgerport: --cause must be one of receipt_/],
  ["jobs cancel foo", /^ledgerport: <id> must be a UUID/],
  ["companies create X --currency eu", /^ledgerport: --currency must be/],
  ["companies set --company C --require foo", /^ledgerport: --require must be one of/],
  ["companies set --company C --closed-through 1", /^ledgerport: --closed-through must be a day/],
  ["keys create x --for platform --company C --expires foo", /^ledgerport: --expires must be a timestamp/],
  [
    "webhooks subscriptions create https://x.example --event foo --company C",
    /no such event types: foo.*, --event,/,
  ],
];

for (const [line, said] of SAID) {
  test(`${line}: the message names the option or argument, not the parameter`, async () => {
    const { exitCode, err } = await asAdmin(
      ...line.split(" ").map((word) => (word === "C" ? company : word)),
    );
    assert.equal(exitCode, 5, err);
    assert.match(err, said);
    assert.doesNotMatch(err, /_id\b|parameter/);
  });
}

test("--version says which version it is", async () => {
  for (const option of ["--version", "-V"]) {
    const { exitCode, out } = await runWith([option]);
    assert.deepEqual([exitCode, out], [0, `${manifest.version}\n`]);
  }
});

test("cancelling a finished job says how and when it ended", async () => {
  const { id, key } = await server.company();
  const row = {
    externalRef: "1",
    type: "card_purchase",
    date: "2025-05-01",
    amount: { inWalletCurrency: { currency: "EUR", value: 100 } },
  };
  const as = (args: string[], stdin?: string) =>
    runWith(args, {
      env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key },
      ...(stdin !== undefined && { stdin }),
    });
  await as(["contra-accounts", "set", "EUR:1:W", "--company", id]);
  await as(["entries", "import", "-"], JSON.stringify(row));
  const jobId = (await as(["jobs", "create"])).out.trim();
  assert.equal((await as(["jobs", "cancel", jobId])).exitCode, 0);
  const again = await as(["jobs", "cancel", jobId]);
  assert.equal(again.exitCode, 5);
  assert.match(
    again.err,
    new RegExp(
      `^ledgerport: The export job ${jobId} is failed since \\d{4}-\\S+Z: nothing is left to cancel\\n$`,
    ),
  );
});
