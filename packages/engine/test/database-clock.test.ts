import assert from "node:assert/strict";
import { type TestContext, after, afterEach, before, beforeEach, test } from "node:test";
import {
  type DatabaseTime,
  type TestDatabase,
  VirtualClock,
  databaseTime,
  testDatabase,
} from "@ledgerport/testkit";
import { type Clock, Database, DatabaseClock, type Leap, mendDeadlines } from "../src/index.ts";
import { recordJobEvent } from "../src/jobs/commands.ts";
import { expireOverdueJob, sweepOverdueJobs } from "../src/jobs/finish.ts";
import type { ExportJob } from "../src/jobs/model.ts";
import { getExportJob } from "../src/jobs/queries.ts";
import { JobCompany } from "./support/job-company.ts";

const HOUR = 3600 * 1000;
const EXPIRES_IN = 3600;
const START = "2025-05-23T15:21:32Z";

let db: TestDatabase;
let time: DatabaseTime;
let company: JobCompany;
let servers: { database: Database; local: VirtualClock }[] = [];
before(async () => {
  db = await testDatabase();
  time = await databaseTime(db, START);
});
after(() => db.close());
beforeEach(async () => {
  company = await JobCompany.create(db);
});
afterEach(async () => {
  for (const { database } of servers.splice(0)) await database.close();
});

/** A server on the database whose own clock is wrong by some hours. */
async function server(hours: number, leaps: Leap[] = []): Promise<Database> {
  const local = new VirtualClock();
  local.advance(hours * HOUR);
  const clock = new DatabaseClock(local, async (sql, leap) => {
    leaps.push(leap);
    await mendDeadlines(sql, leap);
  });
  const database = new Database({ url: db.url, clock });
  servers.push({ database, local });
  await look(database);
  return database;
}

/** A transaction that does nothing, as there is one on every server every few seconds. */
function look(database: Database): Promise<void> {
  return database.write("system", "system:test", async () => undefined);
}

/** Time passes for the database and for every server. */
async function pass(milliseconds: number): Promise<void> {
  await time.advance(milliseconds);
  for (const { local } of servers) local.advance(milliseconds);
}

function create(database: Database): Promise<ExportJob> {
  return database.write({ companyId: company.id }, "key:test", (tx) =>
    company.createIn(tx, [1, 2], { expiresIn: EXPIRES_IN }),
  );
}

/** The job's status as the server shows it, after all that a server does by itself. */
async function shown(database: Database, jobId: string): Promise<string> {
  await sweepOverdueJobs(database, 100);
  await look(database);
  await expireOverdueJob(database, company.id);
  return (await stored(database, jobId)).status;
}

function stored(database: Database, jobId: string): Promise<ExportJob> {
  const { id: companyId } = company;
  return database.read({ companyId }, (sql) => getExportJob(sql, { companyId, jobId }));
}

test("servers whose clocks differ by hours go by the database's, and agree to the second when a job expires", async () => {
  const right = await server(0);
  const all = [right, await server(2), await server(-30)];
  const { id, createdAt } = await create(right);
  for (const { clock } of all) assertNear(clock.now(), createdAt.getTime());
  for (const database of all) assert.equal(await shown(database, id), "pending");
  await pass(EXPIRES_IN * 1000 - 10);
  for (const database of all) assert.equal(await shown(database, id), "pending");
  await pass(20);
  for (const database of all) assert.equal(await shown(database, id), "failed");
});

test("a server whose clock is wrong does not expire a job before it has read the database's", async (t) => {
  const right = await server(0);
  const { id } = await create(right);
  const ahead = new VirtualClock();
  ahead.advance(30 * HOUR);
  const fresh = new Database({ url: db.url, clock: new DatabaseClock(ahead, mendDeadlines) });
  t.after(() => fresh.close());
  assert.equal(await shown(fresh, id), "pending");
});

test("a clock that leaps ahead expires no job, on no server; each gets its time once more", async () => {
  const leaps: Leap[] = [];
  const all = [await server(0, leaps), await server(5, leaps)];
  const [first] = all;
  assert.ok(first !== undefined);
  const { id } = await create(first);
  await time.advance(2 * HOUR);
  for (const database of all) assert.equal(await shown(database, id), "pending");
  assert.equal(leaps.length, 2, "each server has noticed");
  await pass(EXPIRES_IN * 1000 - 10);
  for (const database of all) assert.equal(await shown(database, id), "pending");
  await pass(20);
  assert.equal(await shown(first, id), "failed");
});

test("work that meets the leap at once does not expire the job either", async () => {
  const database = await server(0);
  const { id } = await create(database);
  await time.advance(2 * HOUR);
  const settled = await Promise.all(Array.from({ length: 8 }, () => shown(database, id)));
  assert.deepEqual(new Set(settled), new Set(["pending"]));
});

test("a clock that is set back by years expires a job after one more time to live, and not never", async () => {
  const database = await server(0);
  const { id } = await create(database);
  await time.advance(-3 * 365 * 24 * HOUR);
  await look(database);
  assert.equal(await shown(database, id), "pending");
  await pass(EXPIRES_IN * 1000);
  assert.equal(await shown(database, id), "failed");
  await time.advance(3 * 365 * 24 * HOUR);
});

test("a job that had run out before the clock leapt has expired when it did", async () => {
  const database = await server(0);
  const { id, createdAt } = await create(database);
  await pass(EXPIRES_IN * 1000 + 1);
  await time.advance(2 * HOUR);
  assert.equal(await shown(database, id), "failed");
  const { expiredAt } = await stored(database, id);
  assert.equal(expiredAt?.getTime(), createdAt.getTime() + EXPIRES_IN * 1000);
});

test("a job's times never run backwards, though a database with another clock takes over", async () => {
  const database = await server(0);
  const { id, createdAt } = await create(database);
  await time.advance(-2 * HOUR);
  const input = { companyId: company.id, jobId: id };
  const event = (name: "started" | "completed"): Promise<ExportJob> =>
    database.write({ companyId: company.id }, "key:test", (tx) =>
      recordJobEvent(tx, { ...input, event: name }),
    );
  const started = await event("started");
  assert.deepEqual([started.startedAt, started.lastUpdatedAt], [createdAt, createdAt]);
  const ended = await event("completed");
  assert.deepEqual([ended.completedAt, ended.lastUpdatedAt], [createdAt, createdAt]);
  await time.advance(2 * HOUR);
});

test("an expiry after the clock was set back is not earlier than the job's last sign of life", async () => {
  const database = await server(0);
  const { id, createdAt } = await create(database);
  await time.advance(-20 * HOUR);
  await look(database);
  await pass(EXPIRES_IN * 1000);
  assert.equal(await shown(database, id), "failed");
  const { expiredAt, completedAt } = await stored(database, id);
  assert.deepEqual([expiredAt, completedAt], [createdAt, createdAt]);
  await time.advance(20 * HOUR);
});

/** The same moment, but for the whole milliseconds that two clocks are read in. */
function assertNear(actual: Date, expected: number): void {
  const off = Math.abs(actual.getTime() - expected);
  assert.ok(off <= 2, `${off} ms off`);
}

/** A clock on which a minute passes whenever it is looked at, once `stall` was called. */
function stallingClock(): { local: Clock; stall: () => void } {
  const virtual = new VirtualClock();
  let stalled = false;
  const local: Clock = {
    now() {
      const now = virtual.now();
      if (stalled) virtual.advance(60_000);
      return now;
    },
    after: (milliseconds, work) => virtual.after(milliseconds, work),
  };
  return { local, stall: () => (stalled = true) };
}

async function stalled(t: TestContext): Promise<Leap[]> {
  const leaps: Leap[] = [];
  const { local, stall } = stallingClock();
  const clock = new DatabaseClock(local, async (_sql, leap) => void leaps.push(leap));
  const database = new Database({ url: db.url, clock });
  t.after(() => database.close());
  await look(database);
  stall();
  await look(database);
  return leaps;
}

test("an answer that came late is no leap of the clock", async (t) => {
  assert.deepEqual(await stalled(t), []);
});

test("what could not be put right after a leap is tried again, and nothing goes by the new time before", async (t) => {
  let failures = 1;
  const local = new VirtualClock();
  const clock = new DatabaseClock(local, () =>
    failures-- > 0 ? Promise.reject(new Error("no mending today")) : Promise.resolve(),
  );
  const database = new Database({ url: db.url, clock });
  t.after(() => database.close());
  await look(database);
  const known = clock.now();
  await time.advance(2 * HOUR);
  await assert.rejects(look(database), /no mending today/);
  assert.deepEqual(clock.now(), known);
  await look(database);
  assertNear(clock.now(), known.getTime() + 2 * HOUR);
});
