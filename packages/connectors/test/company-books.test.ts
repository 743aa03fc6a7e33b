import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { type AccountRecord, ConnectionError, ForbiddenError, NotFoundError } from "@ledgerport/sdk";
import { createExportWorker, createHledgerTarget, type RunSummary } from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { type Call, FakeServer } from "./support/fake-server.ts";
import { both, entryId, exportItem, line } from "./support/items.ts";
import { ManualClock } from "./support/manual-clock.ts";

interface Setting {
  server: FakeServer;
  path: string;
  pass: () => Promise<RunSummary>;
}

async function setUp(t: TestContext, entries = [exportItem(1), exportItem(2)]): Promise<Setting> {
  const path = join(await temporaryDirectory(t), "books.journal");
  const server = new FakeServer();
  server.createJob(entries);
  const pass = async () => {
    const target = createHledgerTarget(path);
    try {
      return await createExportWorker({ client: server.client, target, clock: new ManualClock() }).runOnce();
    } finally {
      await target.close();
    }
  };
  return { server, path, pass };
}

/** Asserts that the job failed whole, for this reason, and that nothing was booked. */
async function assertFailed({ server, path, pass }: Setting, type: string, reason: RegExp): Promise<void> {
  const summary = await pass();
  assert.equal(summary.job?.status, "failed");
  assert.equal(summary.job.failureReasonType, type);
  assert.match(summary.job.failureReason ?? "", reason);
  const [job] = server.jobs;
  assert.ok(job !== undefined);
  assert.deepEqual(server.counts(job), { abandoned: 2 });
  assert.doesNotMatch(await readFile(path, "utf8"), /entry-id/);
}

for (const call of ["company", "accounts"] satisfies Call[]) {
  test(`a key that may not read the chart of accounts (${call}) fails the job with the scope it lacks, and nothing is booked`, async (t) => {
    const setting = await setUp(t);
    setting.server.before = (at) => {
      if (at !== call) return;
      const message = "This needs the scope export-items:read";
      throw new ForbiddenError({ status: 403, type: "FORBIDDEN", message });
    };
    const reason =
      /^The company's chart of accounts can't be read with this key: .*scope export-items:read\.$/;
    await assertFailed(setting, "authorization_failure", reason);
  });

  test(`a server that has no chart of accounts (${call}) fails the job as one to be updated, and nothing is booked`, async (t) => {
    const setting = await setUp(t);
    setting.server.before = (at) => {
      if (at === call) throw new NotFoundError({ status: 404, type: "NOT_FOUND", message: "no such path" });
    };
    await assertFailed(setting, "integration_unusable", /of an older version\. Update it/);
  });
}

test("a server that has accounts and says of none what it is fails the job once, and not each item", async (t) => {
  const setting = await setUp(t);
  const older: Omit<AccountRecord, "kind"> = { id: entryId(0xacc), code: "7010", name: "Meals" };
  setting.server.accounts = [older as AccountRecord];
  await assertFailed(setting, "integration_unusable", /does not say what each account is/);
});

test("a kind that only a newer server knows fails the items on that account, and no others", async (t) => {
  const odd = { id: entryId(0xacd), code: "9000", name: "Odd", identifier: null };
  const entries = [
    exportItem(1),
    exportItem(2, { accountingEntryLines: [line(both(1234), { account: odd })] }),
  ];
  const { server, pass } = await setUp(t, entries);
  server.accounts = [
    { id: entryId(0xacc), code: "7010", name: "Meals", kind: "expense" },
    { id: odd.id, code: "9000", name: "Odd", kind: "off_balance" },
  ];
  const { posted, failed } = await pass();
  assert.equal(posted, 1);
  assert.deepEqual(
    failed.map(({ failureReasonType, failureReason }) => [failureReasonType, failureReason]),
    [
      [
        "invalid_configuration",
        "The account 9000 is of the kind off_balance, which this connector does not know.",
      ],
    ],
  );
});

test("an account made after the job began fails the item that names it, and the next export books it", async (t) => {
  const { server, path, pass } = await setUp(t);
  server.accounts = [];
  const { failed } = await pass();
  assert.deepEqual(
    failed.map(({ failureReasonType }) => failureReasonType),
    ["account_unknown", "account_unknown"],
  );
  assert.match(
    failed[0]?.failureReason ?? "",
    /^The account 7010 was not among the company's accounts .* again\.$/,
  );
  server.accounts = undefined;
  server.createJob([exportItem(1), exportItem(2)]);
  assert.equal((await pass()).posted, 2);
  assert.equal((await readFile(path, "utf8")).match(/; entry-id/g)?.length, 2);
});

test("a line's unknown account is named in the server's words, and in the target's own when those can't be had", async (t) => {
  const entries = [
    exportItem(1, { accountingEntryLines: [line(both(1234), { account: null })] }),
    exportItem(2),
  ];
  const words = "There is no account 8888: add it to the company's accounts, or choose another";
  const named = await setUp(t, entries);
  named.server.unknownAccounts.set(entryId(1), words);
  const [failure] = (await named.pass()).failed;
  assert.deepEqual([failure?.failureReasonType, failure?.failureReason], ["account_unknown", words]);

  const silent = await setUp(t, entries);
  silent.server.before = (call) => {
    if (call === "preflight") throw new ForbiddenError({ status: 403, type: "FORBIDDEN", message: "no" });
  };
  const summary = await silent.pass();
  assert.deepEqual(
    summary.failed.map(({ failureReason }) => failureReason),
    ["A line has no account: choose one"],
  );
  assert.equal(summary.posted, 1, "the others are booked all the same");

  const lost = await setUp(t, entries);
  lost.server.before = (call) => {
    if (call === "preflight") throw new ConnectionError("lost");
  };
  await assert.rejects(lost.pass(), ConnectionError);
  lost.server.before = () => undefined;
  assert.equal((await lost.pass()).posted, 1, "a lost connection leaves the job to the next pass");
});
