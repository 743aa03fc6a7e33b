import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { startPostgres } from "@ledgerport/postgres";
import { type Client, createClient, type Delivery, verifyWebhook } from "@ledgerport/sdk";
import { ok, type Receiver, startReceiver } from "./support/receiver.ts";
import { ADMIN_KEY, type ServerProcess, startServerProcess } from "./support/server-process.ts";

/** For so long a delivery belongs to the server that has claimed it, dead or alive: 15 s to send and 15 s to record. */
const LEASE_MS = 30_000;
/** Most deliveries under way to one endpoint. */
const AT_ONCE = 4;
/** A test that takes longer has lost something. */
const BOUNDED = { timeout: 60_000 };
const EVENT_TYPES = [
  "v1.export-job.created",
  "v1.export-job.started",
  "v1.export-job.completed",
  "v1.export-job.completed_with_errors",
  "v1.export-job.failed",
];

let directory: string;
/** The server that the tests hand on to each other, as long as it lives. */
let running: ServerProcess | undefined;
/** The servers' clock: each that comes after a dead one finds its leases ended. */
let ahead = 0;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "ledgerport-kill-"));
});
after(async () => {
  await running?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** The server on the data directory of the tests here; a new one when the last one has ended. */
async function currentServer(): Promise<ServerProcess> {
  if (running !== undefined) return running;
  const server = await startServerProcess({ dataDir: directory, ahead });
  running = server;
  void server.ended.then(() => (running = undefined));
  return server;
}

/** The server that comes after a dead one, when its leases have ended. */
function startHeir(): Promise<ServerProcess> {
  ahead += LEASE_MS;
  return currentServer();
}

/** A company whose events a receiver is told of. */
interface Subscribed {
  companyId: string;
  entryId: string;
  subscriptionId: string;
  secret: string;
  receiver: Receiver;
}

function clientOf(server: ServerProcess, companyId?: string): Client {
  const options = companyId === undefined ? {} : { companyId };
  return createClient({ baseUrl: server.url, apiKey: ADMIN_KEY, retries: 0, ...options });
}

async function subscribe(t: TestContext, server: ServerProcess): Promise<Subscribed> {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const admin = clientOf(server);
  const { id: companyId } = await admin.platform.companies.create({ name: "Works", defaultCurrency: "EUR" });
  const { platform, webhooks } = clientOf(server, companyId);
  await platform.reference.contraAccounts.replace(companyId, [{ currency: "EUR", name: "Wallet" }]);
  const amount = { inWalletCurrency: { currency: "EUR", value: 1200 } };
  await platform.entries.import(companyId, [{ externalRef: "a", type: "fee", date: "2025-05-22", amount }]);
  const entries = await platform.entries.list(companyId);
  const entryId = entries.data[0]?.id ?? assert.fail("nothing was imported");
  const { id: subscriptionId } = await webhooks.subscriptions.create({
    endpointUrl: receiver.url,
    eventTypes: EVENT_TYPES,
  });
  const secret = await webhooks.subscriptions.secret(subscriptionId);
  return { companyId, entryId, subscriptionId, secret, receiver };
}

/** Brings about so many events, each of which the server has acknowledged when this resolves. */
async function bringAbout(server: ServerProcess, subscribed: Subscribed, count: number): Promise<void> {
  const { exportJobs, exportJobEvents } = clientOf(server, subscribed.companyId);
  let jobId = "";
  for (let number = 0; number < count; number += 1) {
    if (number % 3 === 0) jobId = (await exportJobs.create({ accountingEntryIds: [subscribed.entryId] })).id;
    if (number % 3 === 1) await exportJobEvents.started(jobId);
    if (number % 3 === 2) await exportJobEvents.failed(jobId);
  }
}

/** One event more: the company's only job is started. */
async function startTheJob(server: ServerProcess, { companyId }: Subscribed): Promise<void> {
  const { exportJobs, exportJobEvents } = clientOf(server, companyId);
  const [job] = (await exportJobs.list()).data;
  await exportJobEvents.started(job?.id ?? assert.fail("the job is lost"));
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted();

/**
 * Everything that the company's list of events has, which are `count` without a gap, has arrived under one id each,
 * with the same bytes whenever it came, signed; and the log says that it was delivered.
 */
async function assertAllArrived(
  server: ServerProcess,
  subscribed: Subscribed,
  count: number,
): Promise<Delivery[]> {
  const { companyId, subscriptionId, secret, receiver } = subscribed;
  const { platform } = clientOf(server, companyId);
  const events: string[] = [];
  for await (const { eventId } of platform.events.listAll(companyId)) events.push(eventId);
  assert.equal(events.length, count);
  const log: Delivery[] = [];
  for await (const delivery of platform.webhooks.deliveries.listAll(subscriptionId)) log.push(delivery);
  assert.deepEqual(distinct(log.map(({ eventId }) => eventId)), distinct(events));
  assert.deepEqual(distinct(receiver.arrivals.map(({ id }) => id)), distinct(log.map(({ id }) => id)));
  assert.equal(log.length, count);
  for (const { id, eventId, status, attempts } of log) {
    assert.equal(status, "delivered");
    assert.deepEqual(
      attempts.map(({ statusCode }) => statusCode),
      [200],
      "an attempt of which nothing is known is in no log",
    );
    const arrivals = receiver.arrivals.filter((arrival) => arrival.id === id);
    assert.equal(distinct(arrivals.map(({ body }) => body)).length, 1);
    for (const arrival of arrivals) {
      const event = await verifyWebhook(arrival, { secret, toleranceSeconds: ahead / 1000 + 300 });
      assert.equal(event.eventId, eventId);
    }
  }
  return log;
}

/** Lets the server record what is under way, and starts one that can be asked what it has recorded. */
async function recordedBy(server: ServerProcess): Promise<ServerProcess> {
  assert.deepEqual(await server.stop(), [0, null]);
  return currentServer();
}

const arrivalsPerId = ({ receiver }: Subscribed): number[] =>
  [...Map.groupBy(receiver.arrivals, ({ id }) => id).values()].map((arrivals) => arrivals.length);

test(
  "a server killed between commit and send, and between send and record, is followed by one that sends all of it",
  BOUNDED,
  async (t) => {
    const server = await currentServer();
    const subscribed = await subscribe(t, server);
    const { receiver } = subscribed;
    // The first ones are sent and not answered. The others are committed, and have to wait for their turn.
    receiver.answer = () => {};
    await bringAbout(server, subscribed, AT_ONCE + 3);
    await receiver.got(AT_ONCE);
    server.kill();
    assert.deepEqual(await server.ended, [null, "SIGKILL"]);
    assert.equal(receiver.arrivals.length, AT_ONCE);
    receiver.answer = ok;
    const heir = await startHeir();
    await receiver.got(2 * AT_ONCE + 3);
    await assertAllArrived(await recordedBy(heir), subscribed, AT_ONCE + 3);
    assert.deepEqual(arrivalsPerId(subscribed), [2, 2, 2, 2, 1, 1, 1]);
  },
);

test(
  "a server killed when it has connected and sent nothing is followed by one that sends",
  BOUNDED,
  async (t) => {
    const server = await currentServer();
    const subscribed = await subscribe(t, server);
    const { receiver } = subscribed;
    receiver.connected = () => {
      server.kill();
      return false;
    };
    // Its answer may be lost, the event may not.
    await bringAbout(server, subscribed, 1).catch(() => {});
    assert.deepEqual(await server.ended, [null, "SIGKILL"]);
    assert.equal(receiver.arrivals.length, 0);
    receiver.connected = () => true;
    const heir = await startHeir();
    await receiver.got(1);
    await assertAllArrived(await recordedBy(heir), subscribed, 1);
  },
);

test(
  "a server killed as soon as it has been answered sends again, or had recorded it",
  BOUNDED,
  async (t) => {
    const server = await currentServer();
    const subscribed = await subscribe(t, server);
    const { receiver } = subscribed;
    receiver.answer = (response) => {
      response.once("finish", () => server.kill());
      ok(response);
    };
    await bringAbout(server, subscribed, 1).catch(() => {});
    assert.deepEqual(await server.ended, [null, "SIGKILL"]);
    receiver.answer = ok;
    const heir = await startHeir();
    // Older deliveries are claimed first: when a newer one has come, nothing older waits any more.
    await startTheJob(heir, subscribed);
    while (!receiver.arrivals.some(({ body }) => body.includes("v1.export-job.started"))) {
      await receiver.got(receiver.arrivals.length + 1);
    }
    await assertAllArrived(await recordedBy(heir), subscribed, 2);
  },
);

test(
  "when its PostgreSQL is killed the server ends with 1, and the next one finds everything that was acknowledged",
  BOUNDED,
  async (t) => {
    const server = await currentServer();
    const subscribed = await subscribe(t, server);
    const { receiver } = subscribed;
    receiver.answer = () => {};
    await bringAbout(server, subscribed, AT_ONCE + 3);
    await receiver.got(AT_ONCE);
    const pidFile = join(directory, "postgres", "cluster", "postmaster.pid");
    process.kill(Number.parseInt(await readFile(pidFile, "utf8"), 10), "SIGKILL");
    assert.deepEqual(await server.ended, [1, null]);
    assert.equal(server.complaints(), "", "it has ended as it should, not by an error that nobody handled");
    receiver.answer = ok;
    const heir = await startHeir();
    await receiver.got(2 * AT_ONCE + 3);
    await assertAllArrived(await recordedBy(heir), subscribed, AT_ONCE + 3);
    assert.deepEqual(arrivalsPerId(subscribed), [2, 2, 2, 2, 1, 1, 1]);
  },
);

test(
  "a server outlives a PostgreSQL that is not its own: what was answered meanwhile is recorded and not sent again",
  BOUNDED,
  async (t) => {
    const dataDirectory = join(directory, "other");
    const died = Promise.withResolvers<Error>();
    const first = await startPostgres({ dataDirectory, onExit: died.resolve });
    const options = { dataDir: directory, databaseUrl: first.url };
    const server = await startServerProcess(options);
    t.after(() => server.stop());
    const subscribed = await subscribe(t, server);
    const { receiver } = subscribed;
    const held = Promise.withResolvers<() => unknown>();
    receiver.answer = (response) => held.resolve(() => ok(response));
    await bringAbout(server, subscribed, 1);
    const answer = await held.promise;
    const pidFile = join(dataDirectory, "cluster", "postmaster.pid");
    process.kill(Number.parseInt(await readFile(pidFile, "utf8"), 10), "SIGKILL");
    await died.promise;
    answer();
    receiver.answer = ok;
    const second = await startPostgres({ dataDirectory });
    t.after(() => second.stop());
    assert.equal(second.url, first.url);
    await startTheJob(server, subscribed);
    await receiver.got(2);
    assert.deepEqual(await server.stop(), [0, null]);
    assert.equal(server.complaints(), "");
    const next = await startServerProcess(options);
    t.after(() => next.stop());
    await assertAllArrived(next, subscribed, 2);
    assert.deepEqual(arrivalsPerId(subscribed), [1, 1]);
  },
);
