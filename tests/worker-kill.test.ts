import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  createExportWorker,
  createHledgerTarget,
  type RunSummary,
  type WorkerStep,
} from "@ledgerport/connectors";
import { type Client, createClient, type EntryRow, type HistoryRecord } from "@ledgerport/sdk";
import { testServer, type TestServer } from "@ledgerport/testkit";

const DYING_WORKER = fileURLToPath(new URL("support/dying-worker.ts", import.meta.url));
const ENTRIES = 12;
/** Its line has no account, so it fails, alone. */
const BAD = 7;
const BATCH = 5;

/** Every step that a worker has, and how often it gets there in a job of three batches. */
const STEPS: Record<WorkerStep, number> = {
  detected: 1,
  claim_noted: 1,
  claimed: 1,
  page_read: 3,
  posted: 3,
  reporting: 3,
  reported: 3,
  finishing: 1,
  finished: 1,
};

let server: TestServer;
let directory: string;
before(async () => {
  server = await testServer();
  directory = await mkdtemp(join(tmpdir(), "ledgerport-worker-kill-"));
});
after(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

/** A company with a job to be exported into a journal of its own. */
interface Task {
  companyId: string;
  key: string;
  client: Client;
  jobId: string;
  journal: string;
  /** In the order of the job. */
  entryIds: string[];
  badId: string;
}

async function newTask(name: string): Promise<Task> {
  const { id: companyId, key } = await server.company();
  const client = createClient({ baseUrl: server.address, apiKey: key, companyId });
  const { reference, entries } = client.platform;
  await reference.contraAccounts.replace(companyId, [{ currency: "EUR", name: "Wallet", code: "1361" }]);
  await reference.accounts.upsert(companyId, [{ code: "7010", name: "Meals" }]);
  const rows = Array.from({ length: ENTRIES }, (_, index) => row(index + 1));
  assert.equal((await entries.import(companyId, rows)).created, ENTRIES);
  const ids = new Map<string, string>();
  for await (const { externalRef, id } of entries.listAll(companyId)) ids.set(externalRef, id);
  const entryIds = rows.map(({ externalRef }) => ids.get(externalRef) ?? assert.fail(externalRef));
  const { id: jobId } = await client.exportJobs.create({ accountingEntryIds: entryIds });
  const badId = entryIds[BAD - 1] ?? assert.fail();
  return { companyId, key, client, jobId, journal: join(directory, `${name}.journal`), entryIds, badId };
}

function row(number: number): EntryRow {
  return {
    externalRef: `entry-${number}`,
    type: "card_purchase",
    date: "2025-05-22",
    amount: amountOf(number),
    lines: number === BAD ? [{ amount: amountOf(number) }] : [bookedLine(number)],
  };
}

const amountOf = (number: number) => ({ inWalletCurrency: { currency: "EUR", value: 1000 + number } });

const bookedLine = (number: number) => ({ amount: amountOf(number), accountCode: "7010" });

/** Runs a worker in a process of its own until it dies at a step, and says how it ended. */
async function dyingPass(task: Task, step: WorkerStep, time: number): Promise<unknown[]> {
  const args = [DYING_WORKER, server.address, task.journal, step, String(time), String(BATCH)];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, LEDGERPORT_API_KEY: task.key },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return once(child, "exit");
}

async function freshPass({ client, journal }: Task): Promise<RunSummary> {
  const target = createHledgerTarget(journal);
  try {
    return await createExportWorker({ client, target, batchSize: BATCH }).runOnce();
  } finally {
    await target.close();
  }
}

const sorted = (texts: readonly string[]): string[] => texts.toSorted((one, other) => (one < other ? -1 : 1));

/** Every entry but the bad one is in the journal, once, in batches that are whole. */
async function assertJournal({ journal, entryIds, badId }: Task): Promise<void> {
  const text = await readFile(journal, "utf8");
  const posted = [...text.matchAll(/^ {4}; entry-id: (.*)$/gm)].map(([, id = ""]) => id);
  assert.deepEqual(sorted(posted), sorted(entryIds.filter((id) => id !== badId)));
  const marks = [...text.matchAll(/^; ledgerport (batch|end)/gm)].map(([, mark]) => mark);
  assert.ok(marks.length > 0 && marks.length % 2 === 0, text);
  assert.ok(
    marks.every((mark, index) => mark === (index % 2 === 0 ? "batch" : "end")),
    text,
  );
}

/** The job and its items say what is in the journal. */
async function assertOutcomes({ client, jobId, badId, entryIds }: Task): Promise<void> {
  const job = await client.exportJobs.get(jobId);
  assert.equal(job.status, "completed_with_errors");
  const outcomes = new Map<string, string>();
  for await (const { accountingEntryId, status } of client.exportJobs.items.listAll(jobId)) {
    outcomes.set(accountingEntryId, status);
  }
  assert.deepEqual(
    outcomes,
    new Map(entryIds.toSorted().map((id) => [id, id === badId ? "failed" : "successful"])),
  );
}

/** The history tells of one claim and one end, and of each entry that it was exported once, or not at all. */
async function assertHistory({ client, jobId, entryIds, badId }: Task): Promise<void> {
  const records: HistoryRecord[] = [];
  for await (const record of client.platform.exportJobs.historyAll(jobId)) records.push(record);
  const changes = (subject: string, about: string | null): string[] =>
    records
      .filter((one) => one.subject === subject && [about, null].includes(one.accountingEntryId))
      .map(({ from, to }) => `${from} ${to}`);
  assert.deepEqual(changes("job", null), [
    "null pending",
    "pending in_progress",
    "in_progress completed_with_errors",
  ]);
  for (const id of entryIds) {
    const [item, entry] = id === badId ? ["failed", "NOT_EXPORTED"] : ["successful", "EXPORTED"];
    assert.deepEqual(changes("item", id), ["null pending", `pending ${item}`]);
    assert.deepEqual(changes("entry", id), ["NOT_EXPORTED QUEUED", "QUEUED EXPORTING", `EXPORTING ${entry}`]);
  }
}

/** What was exported stays locked, what failed can be corrected and exported, and the company can have another job. */
async function assertNothingLocked(task: Task): Promise<void> {
  const { client, companyId, entryIds, badId, journal } = task;
  for await (const { id, exportStatus, locked } of client.platform.entries.listAll(companyId)) {
    assert.deepEqual(
      { exportStatus, locked },
      id === badId
        ? { exportStatus: "NOT_EXPORTED", locked: false }
        : { exportStatus: "EXPORTED", locked: true },
    );
  }
  await client.platform.entries.update(badId, {
    lines: [bookedLine(BAD)],
  });
  const { id: jobId } = await client.exportJobs.create({ accountingEntryIds: [badId] });
  const summary = await freshPass(task);
  assert.equal(summary.posted, 1);
  assert.equal((await client.exportJobs.get(jobId)).status, "completed");
  const text = await readFile(journal, "utf8");
  for (const id of entryIds) assert.equal(text.split(`; entry-id: ${id}\n`).length, 2);
}

for (const [step, times] of Object.entries(STEPS) as [WorkerStep, number][]) {
  for (let time = 1; time <= times; time += 1) {
    test(`a worker killed with SIGKILL at "${step}", time ${time} of ${times}, is followed by one that ends the job truthfully`, async () => {
      const task = await newTask(`${step}-${time}`);
      assert.deepEqual(await dyingPass(task, step, time), [null, "SIGKILL"]);
      const { outcome } = await freshPass(task);
      assert.equal(outcome, step === "finished" ? "no_job" : "finished");
      await assertJournal(task);
      await assertOutcomes(task);
      await assertHistory(task);
      await assertNothingLocked(task);
    });
  }
}
