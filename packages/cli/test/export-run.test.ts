import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { parse } from "csv-parse/sync";
import { runWith } from "./support/fake-io.ts";
import { directory } from "./support/files.ts";

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const connected = (key: string) => ({ env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });

/** A company's key, with so many purchases that have no account and fail. */
async function spender(entries: number): Promise<string> {
  const { key } = await server.company();
  await runWith(["contra-accounts", "set", "EUR:1:W"], connected(key));
  const rows = Array.from({ length: entries }, (_, index) => ({
    externalRef: `card-${index + 1}`,
    type: "card_purchase",
    date: "2025-05-01",
    amount: { inWalletCurrency: { currency: "EUR", value: 1250 } },
    supplier: { name: "Esso, Main Street" },
  }));
  const stdin = rows.map((row) => JSON.stringify(row)).join("\n");
  if (entries > 0) await runWith(["entries", "import", "-"], { ...connected(key), stdin });
  return key;
}

const createJob = async (key: string): Promise<string> =>
  (await runWith(["jobs", "create"], connected(key))).out.trim();

const exportTo = (key: string, path: string, ...more: string[]) =>
  runWith(
    ["export", "run", "--target", `${path.endsWith(".csv") ? "csv" : "hledger"}:${path}`, ...more],
    connected(key),
  );

const UNUSABLE: readonly [string, RegExp, (path: string) => Promise<string>][] = [
  [
    "a directory that is not there",
    /its directory does not exist/,
    async (path) => join(path, "no", "x.journal"),
  ],
  ["a directory in the file's place", /it is a directory/, async (path) => path],
  [
    "a file in the directory's place",
    /its directory is a file/,
    async (path) => {
      await writeFile(join(path, "file"), "");
      return join(path, "file", "x.journal");
    },
  ],
  [
    "a file that somebody else has made",
    /has another header/,
    async (path) => {
      await writeFile(join(path, "x.csv"), "Date;Amount\r\n2025-05-01;12\r\n");
      return join(path, "x.csv");
    },
  ],
];

for (const [what, reason, prepare] of UNUSABLE) {
  test(`${what} exits with 6 and the reason, without a job too, once or for ever`, async (t) => {
    const path = await prepare(await directory(t));
    const key = await spender(1);
    for (const more of [["--once"], []]) {
      const { exitCode, err } = await exportTo(key, path, ...more);
      assert.equal(exitCode, 6, err);
      assert.match(err, reason);
    }
    for (const more of [["--once"], []]) {
      const jobId = await createJob(key);
      const { exitCode, out } = await exportTo(key, path, ...more);
      assert.equal(exitCode, 6, out);
      assert.match(out, reason);
      assert.match((await runWith(["jobs", "show", jobId], connected(key))).out, /^status +failed$/m);
    }
  });
}

test("a worker whose target could be used once waits when it can't any more", async (t) => {
  const key = await spender(0);
  const path = join(await directory(t), "books");
  await mkdir(path);
  const stop = new AbortController();
  let pauses = 0;
  const { exitCode, err } = await runWith(["export", "run", "--target", `csv:${join(path, "x.csv")}`], {
    ...connected(key),
    signal: stop.signal,
    onSleep: async () => {
      pauses += 1;
      if (pauses === 1) await rm(path, { recursive: true });
      if (pauses === 2) stop.abort();
    },
  });
  assert.equal(exitCode, 0, err);
  assert.match(err, /its directory does not exist\. Trying again\.\n$/);
});

test("failures name supplier, day, amount, external ref and reason: the first twenty, or all", async (t) => {
  const key = await spender(23);
  const path = join(await directory(t), "x.journal");
  const jobId = await createJob(key);
  const { exitCode, out } = await exportTo(key, path, "--once");
  assert.equal(exitCode, 1, out);
  assert.match(out, /^failed: 23 account_unknown$/m);
  assert.match(out, /2025-05-01 +Esso, Main Street +EUR 12\.50 +card-1 +account_unknown +\S/);
  assert.match(out, /card-20 /);
  assert.doesNotMatch(out, /card-21 /);
  assert.match(out, /\nand 3 more \(--all lists all, --csv as CSV\)\n$/);
  const shown = await runWith(["jobs", "show", jobId], connected(key));
  assert.match(shown.out, /and 3 more/);
  const all = await runWith(["jobs", "show", jobId, "--all"], connected(key));
  assert.match(all.out, /card-23 /);
  assert.doesNotMatch(all.out, /more/);
  await createJob(key);
  assert.match((await exportTo(key, path, "--once", "--all")).out, /card-23 /);
});

test("--csv prints all that failed, and nothing else on standard output", async (t) => {
  const key = await spender(120);
  const path = join(await directory(t), "x.journal");
  const jobId = await createJob(key);
  const { exitCode, out, err } = await exportTo(key, path, "--once", "--csv");
  assert.equal(exitCode, 1, err);
  assert.match(err, /120 failed/);
  const rows = parse(out, { columns: true }) as Record<string, string>[];
  assert.equal(rows.length, 120);
  const { entry, reason, ...first } = rows[0] ?? {};
  assert.ok(entry && reason, out);
  assert.deepEqual(first, {
    date: "2025-05-01",
    supplier: "Esso, Main Street",
    currency: "EUR",
    amount: "12.50",
    external_ref: "card-1",
    type: "account_unknown",
  });
  const shown = await runWith(["jobs", "show", jobId, "--csv"], connected(key));
  assert.equal(parse(shown.out, { columns: true }).length, 120);
  assert.equal((await exportTo(key, path, "--csv")).exitCode, 2, "of one job only");
  assert.equal((await exportTo(key, path, "--csv", "--once", "--json")).exitCode, 2);
});
