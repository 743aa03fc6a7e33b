import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { testServer, type TestServer } from "@ledgerport/testkit";
import {
  type Client,
  createClient,
  EntryLockedError,
  type EntryRow,
  ExportAlreadyInProgressError,
  ExportEntryNotFoundError,
  InvalidExportJobStatusChangeError,
  MissingContraAccountsError,
  NotFoundError,
  type Scope,
  UnknownOutcomeError,
} from "../src/index.ts";
import { testClock } from "./support/client.ts";
import { id } from "./support/resources.ts";

const INTEGRATION: Scope[] = ["export-jobs:read", "export-jobs:write", "export-items:read"];

/** A company with entries, its owner's client and an integration's. */
interface World {
  server: TestServer;
  owner: Client;
  companyId: string;
  entryIds: string[];
  /** A client with the integration's key, whose answers go through `through`. */
  integration: (through?: typeof fetch) => Client;
}

function entry(number: number): EntryRow {
  return {
    externalRef: `card-${number}`,
    type: "card_purchase",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "SEK", value: 1_000 + number } },
  };
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const collected: Row[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}

async function world(t: TestContext, count: number): Promise<World> {
  const server = await testServer();
  t.after(() => server.close());
  const admin = createClient({ baseUrl: server.address, apiKey: server.adminKey });
  const company = await admin.platform.companies.create({ name: "Nordic AB", defaultCurrency: "SEK" });
  const owner = admin.forCompany(company.id);
  await owner.platform.reference.contraAccounts.replace(company.id, [{ currency: "SEK", name: "Wallet" }]);
  await owner.platform.entries.import(
    company.id,
    Array.from({ length: count }, (_, index) => entry(index + 1)),
  );
  const entries = await collect(owner.platform.entries.listAll(company.id));
  const { key } = await owner.platform.keys.create({
    name: "ERP bridge",
    companyId: company.id,
    scopes: INTEGRATION,
  });
  return {
    server,
    owner,
    companyId: company.id,
    entryIds: entries.map((one) => one.id),
    integration: (through = fetch) =>
      createClient({
        baseUrl: server.address,
        apiKey: key,
        fetch: through,
        clock: testClock(),
        timeoutMs: 29_999,
      }),
  };
}

/** A network that loses the answer to the first POST of each path, after the server has done what was asked. */
function losingAnswers(): typeof fetch {
  const lost = new Set<string>();
  return async (input, init) => {
    const request = new Request(input, init);
    const answer = await fetch(request.clone());
    const about = `${new URL(request.url).pathname} ${await request.text()}`;
    if (request.method !== "POST" || lost.has(about)) return answer;
    lost.add(about);
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  };
}

test("the whole way of an export: entries in, job, items read and reported, job finished, entries exported", async (t) => {
  const { owner, companyId, entryIds, integration } = await world(t, 130);
  const client = integration();
  const who = await client.introspect();
  assert.equal(who.subjectURN, `urn:pleo:company:${companyId}`);

  const job = await client.exportJobs.create({ accountingEntryIds: entryIds });
  assert.deepEqual([job.status, job.numberOfItems], ["pending", 130]);
  await assert.rejects(
    client.exportJobs.create({ accountingEntryIds: entryIds }),
    ExportAlreadyInProgressError,
  );
  const [first = ""] = entryIds;
  await assert.rejects(owner.platform.entries.update(first, { note: "late" }), EntryLockedError);

  await client.exportJobEvents.started(job.id);
  await assert.rejects(client.exportJobEvents.started(job.id), InvalidExportJobStatusChangeError);
  const items = await collect(client.exportItems.listAll({ jobId: job.id, pageSize: 40 }));
  assert.deepEqual(
    items.map((item) => item.accountingEntryId),
    entryIds,
  );
  for (let from = 0; from < items.length; from += 100) {
    const updates = items.slice(from, from + 100).map(({ accountingEntryId }) => ({
      accountingEntryId,
      status: "successful" as const,
      externalId: "x",
    }));
    const result = await client.exportJobs.items.update(job.id, updates);
    assert.deepEqual([result.data.length, result.errors.length], [updates.length, 0]);
  }
  await client.exportJobEvents.completed(job.id);
  assert.equal((await client.exportJobs.get(job.id)).status, "completed");
  assert.equal((await client.exportJobs.items.newest(first)).status, "successful");
  const found = client.exportJobs.items.searchAll({ accountingEntryIds: entryIds, status: "successful" });
  assert.equal((await collect(found)).length, 130);
  assert.equal((await owner.platform.entries.get(first)).exportStatus, "EXPORTED");

  await owner.platform.entries.reopen(first);
  assert.equal((await owner.platform.entries.update(first, { note: "now" })).note, "now");
  await owner.platform.entries.delete(first);
  await assert.rejects(owner.platform.entries.get(first), NotFoundError);
  const history = await collect(owner.platform.exportJobs.historyAll(job.id));
  assert.ok(history.some(({ subject, to }) => subject === "job" && to === "completed"));
});

test("an integration written for v2 does a whole export, and is told of tags in v2's words", async (t) => {
  const { entryIds, integration } = await world(t, 3);
  const { v2, exportJobs } = integration(losingAnswers());
  const job = await v2.exportJobs.create({ accountingEntryIds: entryIds });
  await assert.rejects(v2.exportJobEvents.started(job.id), UnknownOutcomeError);
  const [first, ...others] = await collect(v2.exportItems.listAll({ jobId: job.id, pageSize: 2 }));
  assert.equal(others.length, 2);
  assert.equal(first?.teamCode, null);
  assert.ok(!("contraAccount" in first));
  const [one = "", two = "", three = ""] = entryIds;
  await v2.exportJobs.items.update(job.id, [{ accountingEntryId: one, status: "successful" }]);
  await exportJobs.items.update(job.id, [
    { accountingEntryId: two, status: "failed", failureReasonType: "tag_unknown" },
  ]);
  await v2.exportJobEvents.completed(job.id);
  const progress = await collect(v2.exportJobs.items.listAll(job.id));
  assert.deepEqual(
    progress.map(({ accountingEntryId, status, failureReasonType }) => [
      accountingEntryId,
      status,
      failureReasonType,
    ]),
    [
      [one, "successful", null],
      [two, "failed", "accounting_system_validation_failure"],
      [three, "abandoned", null],
    ],
  );
  assert.equal((await v2.exportJobs.get(job.id)).status, "completed_with_errors");
});

test("with every answer to a POST lost once, a job is created once, and finished", async (t) => {
  const { owner, companyId, entryIds, integration } = await world(t, 250);
  const client = integration(losingAnswers());
  const job = await client.exportJobs.create({ accountingEntryIds: entryIds });
  assert.equal(job.status, "pending");
  await assert.rejects(client.exportJobEvents.started(job.id), UnknownOutcomeError);
  const finished = await client.exportJobEvents.completed(job.id);
  assert.equal(finished?.status, "completed_with_errors");
  assert.equal((await collect(client.exportJobs.listAll())).length, 1);
  const happened = await collect(owner.platform.companies.historyAll(companyId));
  const ofTheJob = happened.filter(({ subject }) => subject === "job").map(({ to }) => to);
  assert.deepEqual(ofTheJob, ["pending", "in_progress", "completed_with_errors"]);
});

test("a lost answer to a cancellation or a new company is given again, and nothing happens twice", async (t) => {
  const { server, companyId, entryIds, integration } = await world(t, 3);
  const admin = createClient({
    baseUrl: server.address,
    apiKey: server.adminKey,
    companyId,
    fetch: losingAnswers(),
    clock: testClock(),
    timeoutMs: 29_999,
  });
  const before = (await admin.platform.companies.list({ limit: 0 })).pagination.total ?? 0;
  const company = await admin.platform.companies.create({ name: "Second AB", defaultCurrency: "EUR" });
  assert.equal((await admin.platform.companies.get(company.id)).name, "Second AB");
  assert.equal((await admin.platform.companies.list({ limit: 0 })).pagination.total, before + 1);

  const job = await integration().exportJobs.create({ accountingEntryIds: entryIds });
  await admin.platform.exportJobs.cancel(job.id);
  const { status, failureReasonType } = await admin.exportJobs.get(job.id);
  assert.deepEqual([status, failureReasonType], ["failed", "canceled_by_user"]);
});

test("a long import is streamed, repeated without harm, and its bad rows are named", async (t) => {
  const { owner, companyId } = await world(t, 1);
  async function* rows() {
    for (let number = 1; number <= 3_000; number += 1) {
      const good = await Promise.resolve(entry(number));
      yield number === 7 ? { ...good, teamCode: "nobody" } : good;
    }
  }
  const first = await owner.platform.entries.import(companyId, rows());
  assert.deepEqual([first.created, first.unchanged, first.failed], [2_998, 1, 1]);
  assert.deepEqual([first.errors[0]?.row, first.errors[0]?.type], [7, "UNKNOWN_REFERENCE"]);
  const again = await owner.platform.entries.import(companyId, rows);
  assert.deepEqual([again.created, again.unchanged, again.failed], [0, 2_999, 1]);
});

test("the server's refusals arrive as their classes", async (t) => {
  const { owner, companyId, entryIds, integration } = await world(t, 1);
  const client = integration();
  await assert.rejects(client.exportJobs.create({ accountingEntryIds: [id(404)] }), ExportEntryNotFoundError);
  await owner.platform.reference.contraAccounts.replace(companyId, []);
  await assert.rejects(
    client.exportJobs.create({ accountingEntryIds: entryIds }),
    MissingContraAccountsError,
  );
});
