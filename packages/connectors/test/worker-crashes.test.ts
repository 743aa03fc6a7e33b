import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ConnectionError, UnknownOutcomeError } from "@ledgerport/sdk";
import {
  createCsvTarget,
  createExportWorker,
  createHledgerTarget,
  type Disk,
  type RunSummary,
  systemDisk,
  type WorkerStep,
} from "../src/index.ts";
import { temporaryDirectory } from "./support/directory.ts";
import { type Call, FakeServer } from "./support/fake-server.ts";
import { both, entryId, exportItem } from "./support/items.ts";
import { checkStructure } from "./support/journal-structure.ts";
import { ManualClock } from "./support/manual-clock.ts";

const STEPS: WorkerStep[] = [
  "detected",
  "claim_noted",
  "claimed",
  "page_read",
  "posted",
  "reporting",
  "reported",
  "finishing",
  "finished",
];
const COUNT = 7;

class Crash extends Error {}

function newServer(): FakeServer {
  const server = new FakeServer();
  server.createJob(Array.from({ length: COUNT }, (_, index) => exportItem(index + 1)));
  return server;
}

/** A worker with the file at `path` as its target: one pass, then as dead as after a kill, its lock gone. */
async function pass(
  server: FakeServer,
  path: string,
  onStep: (step: WorkerStep) => void = () => undefined,
  disk: Disk = systemDisk,
): Promise<RunSummary> {
  const target = createHledgerTarget(path, disk);
  try {
    return await createExportWorker({
      client: server.client,
      target,
      batchSize: 3,
      clock: new ManualClock(),
      onStep,
    }).runOnce();
  } finally {
    await target.close();
  }
}

/** Each entry once, and all of it on the server's side. */
async function assertAllPostedOnce(server: FakeServer, path: string): Promise<void> {
  const journal = await readFile(path, "utf8");
  const ids = [...journal.matchAll(/; entry-id: (.*)/g)].map(([, id = ""]) => id);
  assert.deepEqual(
    ids.toSorted((one, other) => one.localeCompare(other)),
    Array.from({ length: COUNT }, (_, index) => entryId(index + 1)),
  );
  checkStructure(journal);
  const [job] = server.jobs;
  assert.equal(job?.status, "completed");
}

for (const step of STEPS) {
  test(`a worker that dies at "${step}", each time it gets there, is followed by one that ends the job; nothing twice`, async (t) => {
    const directory = await temporaryDirectory(t);
    for (let occurrence = 1; ; occurrence += 1) {
      const path = join(directory, `${step}-${occurrence}.journal`);
      const server = newServer();
      let seen = 0;
      const dying = pass(server, path, (at) => {
        if (at === step && ++seen >= occurrence) throw new Crash();
      });
      const [result] = await Promise.allSettled([dying]);
      if (seen < occurrence) {
        assert.ok(occurrence > 1, `${step} was never reached`);
        break;
      }
      assert.ok(result.status === "rejected" && result.reason instanceof Crash);
      const next = await pass(server, path);
      assert.ok(next.outcome === "finished" || step === "finished");
      await assertAllPostedOnce(server, path);
    }
  });
}

const CALLS: Call[] = ["jobs", "job", "items", "update", "event", "exportItems"];

for (const lost of ["request", "answer"] as const) {
  test(`whichever ${lost} is lost, the next pass finds out what happened and ends the job; nothing twice`, async (t) => {
    const directory = await temporaryDirectory(t);
    for (const call of CALLS) {
      for (let occurrence = 1; occurrence <= 3; occurrence += 1) {
        const path = join(directory, `${lost}-${call}-${occurrence}.journal`);
        const server = newServer();
        let seen = 0;
        const lose = (at: Call) => {
          if (at !== call || ++seen !== occurrence) return;
          const claiming = call === "event" && occurrence === 1 && lost === "answer";
          throw claiming ? new UnknownOutcomeError("lost") : new ConnectionError("lost");
        };
        if (lost === "request") server.before = lose;
        else server.after = lose;
        await Promise.allSettled([pass(server, path)]);
        seen = Infinity;
        await pass(server, path);
        await assertAllPostedOnce(server, path);
      }
    }
  });
}

test("a worker that dies within a write, at any of its bytes, or before the flush, is followed by one that heals the journal and ends the job", async (t) => {
  const directory = await temporaryDirectory(t);
  for (const part of [0, 1, 17, 400, 700, Infinity]) {
    for (const write of [1, 2, 3]) {
      const path = join(directory, `write-${write}-${part}.journal`);
      const server = newServer();
      let writes = 0;
      let dead = false;
      const disk: Disk = {
        ...systemDisk,
        async open(name) {
          const file = await systemDisk.open(name);
          return {
            ...file,
            async append(bytes) {
              writes += 1;
              dead = writes === write;
              await file.append(dead ? bytes.subarray(0, part) : bytes);
              if (dead) throw new Crash();
            },
            // A dead process cuts nothing back and tells nobody.
            truncate: (length) => (dead ? Promise.reject(new Crash()) : file.truncate(length)),
          };
        },
      };
      server.before = () => {
        if (dead) throw new ConnectionError("a dead process sends nothing");
      };
      await assert.rejects(pass(server, path, undefined, disk));
      server.before = () => undefined;
      await pass(server, path);
      await assertAllPostedOnce(server, path);
    }
  }
});

test("a job in progress that is not noted in the target's claims belongs to somebody else", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const server = newServer();
  const [job] = server.jobs;
  assert.ok(job !== undefined);
  job.status = "in_progress";
  assert.equal((await pass(server, path)).outcome, "left_alone");
});

test("a claim that was lost to another worker is forgotten, so that its job is never taken for ours", async (t) => {
  const path = join(await temporaryDirectory(t), "books.journal");
  const server = newServer();
  const [job] = server.jobs;
  assert.ok(job !== undefined);
  server.before = (call) => {
    if (call === "event") job.status = "in_progress";
  };
  assert.equal((await pass(server, path)).outcome, "left_alone");
  assert.equal((await pass(server, path)).outcome, "left_alone");
});

for (const create of [createHledgerTarget, createCsvTarget]) {
  const name = create === createHledgerTarget ? "journal" : "CSV file";

  test(`an entry exported again unchanged is reported from the ${name}; changed, it is taken back and posted anew, once`, async (t) => {
    const path = join(await temporaryDirectory(t), "file");
    const export_ = async (server: FakeServer) => {
      const target = create(path);
      const worker = createExportWorker({ client: server.client, target, clock: new ManualClock() });
      const summary = await worker.runOnce();
      await target.close();
      return summary;
    };
    await export_(newServer());
    const before = await readFile(path);
    const again = new FakeServer();
    again.createJob([exportItem(1), exportItem(2, { amount: both(9999) })]);
    const changed = await export_(again);
    assert.deepEqual([changed.posted, changed.alreadyThere, changed.failed], [1, 1, []]);
    const after = await readFile(path);
    assert.deepEqual(after.subarray(0, before.length), before);
    assert.match(after.subarray(before.length).toString(), /Reversal|reversal/);
    const unchanged = new FakeServer();
    unchanged.createJob([exportItem(1), exportItem(2, { amount: both(9999) })]);
    assert.equal((await export_(unchanged)).alreadyThere, 2);
    assert.deepEqual(await readFile(path), after);
  });
}
