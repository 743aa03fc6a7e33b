import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import {
  type RedeliveryStatus,
  redeliver,
  redeliverRange,
  sweepWebhooks,
  testSubscription,
} from "../src/deliveries/commands.ts";
import type { AfterAttempt } from "../src/deliveries/model.ts";
import { secondsAfter } from "../src/shared/clock.ts";
import type { Tx } from "../src/storage/database.ts";
import { deleteSubscription } from "../src/subscriptions/commands.ts";
import type { Subscription } from "../src/subscriptions/model.ts";
import { assertRefused } from "./support/refusals.ts";
import { Subscriber } from "./support/subscriber.ts";

const UNKNOWN = "01970000-0000-7000-8000-00000000dead";

const HOUR = 3600 * 1000;

let db: TestDatabase;
let world: Subscriber;
let organisationId: string;
let companyId: string;
let subscription: Subscription;
beforeEach(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
  organisationId = await world.organisation();
  companyId = await world.company(organisationId);
  subscription = await world.subscribe({ companyId });
});
afterEach(() => db.close());

const write = <T>(work: (tx: Tx) => Promise<T>) => db.database.write("system", "key:test", work);
const again = (deliveryId: string, reach = {}) =>
  write((tx) => redeliver(tx, { companyId, deliveryId, reach }));
const range = (since: Date, more: { until?: Date; status?: RedeliveryStatus; id?: string } = {}) =>
  write((tx) => redeliverRange(tx, { id: subscription.id, since, ...more }));

/** Lets an event happen and its deliveries end. */
async function settled(kind: "delivered" | "failed"): Promise<void> {
  await world.emit(companyId);
  await finishAll({ kind });
}

async function finishAll(next: AfterAttempt): Promise<number> {
  const claimed = await world.claim();
  for (const delivery of claimed) await world.record(delivery, next, { statusCode: 500 });
  return claimed.length;
}

const statuses = async (of = subscription) => (await world.deliveries(of)).map(({ status }) => status);

test("a delivery sent again keeps its id, body and log, and starts its schedule over", async () => {
  await world.emit(companyId);
  const [first] = await world.claim();
  assert.ok(first);
  await world.record(first, { kind: "failed" }, { statusCode: 500 });
  let told = 0;
  db.database.watch("deliveries", () => void (told += 1));
  const queued = await again(first.id);
  assert.deepEqual([queued.status, queued.endedAt, queued.attempts.length], ["pending", null, 1]);
  assert.equal(told, 1);
  const [second] = await world.claim();
  assert.deepEqual(
    [second?.id, second?.body, second?.attemptNumber, second?.attemptsInSchedule],
    [first.id, first.body, 2, 0],
  );
});

test("a delivery that is being attempted is left as it is", async () => {
  await world.emit(companyId);
  const [claimed] = await world.claim();
  assert.ok(claimed);
  await again(claimed.id);
  assert.deepEqual(await world.claim(), []);
  await world.record(claimed, { kind: "delivered" });
  assert.deepEqual(await statuses(), ["delivered"]);
});

test("another's delivery, one of a deleted subscription and one that does not exist are all not there", async () => {
  const ofOrganisation = await world.subscribe({ organisationId });
  await settled("failed");
  const [own] = await world.deliveries(subscription);
  const [beyond] = await world.deliveries(ofOrganisation);
  assert.ok(own && beyond);
  await assertRefused(again(UNKNOWN), "DELIVERY_NOT_FOUND");
  await assertRefused(again(beyond.id, { companyId }), "DELIVERY_NOT_FOUND");
  assert.equal((await again(beyond.id, { organisationId })).status, "pending");
  await write((tx) => deleteSubscription(tx, { id: subscription.id }));
  await assertRefused(again(own.id), "DELIVERY_NOT_FOUND");
});

test("nothing is queued for an INACTIVE subscription", async () => {
  subscription = await world.subscribe({ companyId });
  await world.emit(companyId);
  const deliveries = await world.claim();
  const own = deliveries.find(({ subscriptionId }) => subscriptionId === subscription.id);
  assert.ok(own);
  await world.record(own, { kind: "gone" }, { statusCode: 410 });
  await assertRefused(again(own.id), "SUBSCRIPTION_INACTIVE");
  await assertRefused(range(new Date(0)), "SUBSCRIPTION_INACTIVE");
  const test = write((tx) => testSubscription(tx, { id: subscription.id, envelope: "both" }));
  await assertRefused(test, "SUBSCRIPTION_INACTIVE");
});

test("a range brings back what failed within it", async () => {
  await settled("failed");
  db.clock.advance(1000);
  const since = db.clock.now();
  await settled("failed");
  await settled("delivered");
  db.clock.advance(1000);
  const until = db.clock.now();
  await settled("failed");
  assert.deepEqual(await range(since, { until }), { queued: 1, more: false });
  assert.deepEqual(await statuses(), ["failed", "pending", "delivered", "failed"]);
  assert.deepEqual(await range(since, { until, status: "delivered" }), { queued: 1, more: false });
  assert.deepEqual(await range(since, { until }), { queued: 0, more: false });
  await assertRefused(range(until, { until: since }), "BAD_REQUEST", "until");
});

test("a range brings what was never queued: what happened before the subscription, or while it was INACTIVE", async () => {
  const since = secondsAfter(db.clock.now(), -1);
  await settled("delivered");
  await world.emit(companyId, "export-job.started");
  await world.emit(await world.company(organisationId));
  await world.emit(await world.company());
  db.clock.advance(1000);
  const late = await world.subscribe(
    { organisationId },
    { eventTypes: ["v1.export-job.created", "v2.export.job-created", "v1.vendor.created"] },
  );
  assert.deepEqual(await range(since, { id: late.id, status: "failed" }), { queued: 0, more: false });
  assert.deepEqual(await range(since, { id: late.id }), { queued: 4, more: false });
  const deliveries = await world.deliveries(late);
  assert.deepEqual(deliveries.map(({ eventType }) => eventType).toSorted(), [
    "v1.export-job.created",
    "v1.export-job.created",
    "v2.export.job-created",
    "v2.export.job-created",
  ]);
  assert.equal(new Set(deliveries.map((delivery) => delivery.companyId)).size, 2);
  assert.deepEqual(await range(since, { id: late.id, status: "missing" }), { queued: 0, more: false });
  assert.equal(await finishAll({ kind: "delivered" }), 4);
});

test("a test is delivered like everything else, outside the numbers", async () => {
  const delivery = await write((tx) => testSubscription(tx, { id: subscription.id, envelope: "flat" }));
  assert.equal(delivery.eventSequence, null);
  const [claimed] = await world.claim({ envelope: "nested" });
  assert.equal(claimed?.id, delivery.id);
  const body = JSON.parse(claimed.body) as Record<string, unknown>;
  assert.deepEqual(body, {
    data: { subscriptionId: subscription.id, message: "A test: nothing has happened" },
    eventId: delivery.eventId,
    eventType: "v1.webhook.test",
  });
  assert.equal((await world.events(companyId)).lastSequence, 0);
});

test("a test of an organisation's subscription goes through one of its companies, if it has any", async () => {
  const { id } = await world.subscribe({ organisationId });
  assert.equal((await write((tx) => testSubscription(tx, { id, envelope: "both" }))).companyId, companyId);
  const lonely = await world.subscribe({ organisationId: await world.organisation() });
  const test = write((tx) => testSubscription(tx, { id: lonely.id, envelope: "both" }));
  await assertRefused(test, "COMPANY_NOT_FOUND");
});

test("the sweep forgets what is old, and nothing that is still to be delivered", async () => {
  const sweep = (limit = 100) => write((tx) => sweepWebhooks(tx, { before: db.clock.now(), limit }));
  await settled("failed");
  await settled("delivered");
  await world.emit(companyId);
  db.clock.advance(1000);
  await settled("delivered");
  assert.deepEqual(await statuses(), ["failed", "delivered", "delivered", "delivered"]);
  const recent = (await world.events(companyId)).events[3];
  await world.emit(companyId);
  assert.equal(await sweep(1), 2);
  while ((await sweep()) > 0) continue;
  const { events, firstSequence, lastSequence } = await world.events(companyId);
  assert.equal(recent?.sequence, 4);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    [4, 5],
  );
  assert.deepEqual([firstSequence, lastSequence], [4, 5]);
  assert.deepEqual(await statuses(), ["delivered", "delivered", "pending"]);
});

test("who reads on learns that events are missing, though an older one is kept, or the clock was set back", async () => {
  const sweep = () => write((tx) => sweepWebhooks(tx, { before: db.clock.now(), limit: 100 }));
  await world.emit(companyId);
  db.clock.advance(-HOUR);
  await settled("delivered");
  db.clock.advance(HOUR);
  await sweep();
  const { events, firstSequence } = await world.events(companyId);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    [1],
  );
  assert.equal(firstSequence, 3);
});
