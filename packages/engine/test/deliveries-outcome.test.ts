import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { deliveryBacklog } from "../src/deliveries/queries.ts";
import { recordAttempts } from "../src/deliveries/worker.ts";
import type { ClaimedDelivery } from "../src/deliveries/model.ts";
import { secondsAfter } from "../src/shared/clock.ts";
import { replaceSubscription } from "../src/subscriptions/commands.ts";
import type { Subscription } from "../src/subscriptions/model.ts";
import { getSubscription, listSubscriptionActivities } from "../src/subscriptions/queries.ts";
import { Subscriber, draft } from "./support/subscriber.ts";

const DAY = 24 * 3600 * 1000;

let db: TestDatabase;
let world: Subscriber;
let companyId: string;
let subscription: Subscription;
beforeEach(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
  companyId = await world.company();
  subscription = await world.subscribe({ companyId });
});
afterEach(() => db.close());

async function claimed(): Promise<ClaimedDelivery> {
  const [delivery] = await world.claim({ limit: 1 });
  assert.ok(delivery);
  return delivery;
}

const retry = () => ({ kind: "retry" as const, at: db.clock.now() });
const status = async () =>
  (await db.database.read("system", (sql) => getSubscription(sql, { id: subscription.id }))).status;

test("the log has every attempt, and the delivery ends when it arrives", async () => {
  await world.emit(companyId);
  const began = db.clock.now();
  await world.record(await claimed(), retry(), { statusCode: 503, responseExcerpt: "busy", durationMs: 41 });
  await world.record(await claimed(), retry(), { statusCode: null, responseExcerpt: null, error: "timeout" });
  db.clock.advance(1000);
  await world.record(await claimed(), { kind: "delivered" });
  const [delivery] = await world.deliveries(subscription);
  assert.equal(delivery?.status, "delivered");
  assert.deepEqual(delivery.endedAt, db.clock.now());
  assert.equal(delivery.nextAttemptAt, null);
  assert.deepEqual(
    delivery.attempts.map(({ number, statusCode, responseExcerpt, error }) => [
      number,
      statusCode,
      responseExcerpt,
      error,
    ]),
    [
      [1, 503, "busy", null],
      [2, null, null, "timeout"],
      [3, 204, "", null],
    ],
  );
  assert.deepEqual(delivery.attempts[0], {
    number: 1,
    at: began,
    durationMs: 41,
    statusCode: 503,
    responseExcerpt: "busy",
    error: null,
  });
  assert.deepEqual(await world.claim(), []);
});

test("an answer may hold what PostgreSQL's text can't", async () => {
  await world.emit(companyId);
  await world.record(await claimed(), { kind: "failed" }, { statusCode: 500, responseExcerpt: "a\0b\ud83c" });
  const [delivery] = await world.deliveries(subscription);
  assert.equal(delivery?.attempts[0]?.responseExcerpt, "a\uFFFDb\uFFFD");
  assert.equal(delivery.status, "failed");
});

test("who comes back after the lease has ended changes nothing", async () => {
  await world.emit(companyId);
  const late = await claimed();
  db.clock.advance(30_000);
  const present = await claimed();
  assert.equal(present.id, late.id);
  await world.record(late, { kind: "failed" }, { statusCode: 500 });
  assert.equal((await world.deliveries(subscription))[0]?.status, "pending");
  await world.record(present, { kind: "delivered" });
  await world.record(late, { kind: "failed" }, { statusCode: 500 });
  const [delivery] = await world.deliveries(subscription);
  assert.equal(delivery?.status, "delivered");
  assert.equal(delivery.attempts.length, 1);
});

test("attempts of several deliveries are recorded together", async () => {
  for (let count = 0; count < 3; count += 1) await world.emit(companyId);
  const attempt = { at: db.clock.now(), durationMs: 1, statusCode: 204, responseExcerpt: "", error: null };
  const results = (await world.claim()).map((delivery, at) => ({
    delivery,
    attempt,
    next: at === 0 ? ({ kind: "failed" } as const) : ({ kind: "delivered" } as const),
  }));
  assert.deepEqual(await recordAttempts(db.database, results), []);
  const outcomes = (await world.deliveries(subscription)).map((delivery) => delivery.status);
  assert.deepEqual(outcomes.toSorted(), ["delivered", "delivered", "failed"]);
  assert.deepEqual(await recordAttempts(db.database, []), []);
});

test("410 makes the subscription INACTIVE, writes that down, and is told once", async () => {
  await world.emit(companyId);
  await world.emit(companyId);
  const [one, other] = await world.claim();
  assert.ok(one && other);
  const gone = { kind: "gone" as const };
  assert.deepEqual(await world.record(one, gone, { statusCode: 410 }), [
    { subscriptionId: subscription.id, reason: "gone" },
  ]);
  assert.deepEqual(await world.record(other, gone, { statusCode: 410 }), []);
  assert.equal(await status(), "INACTIVE");
  const page = { limit: 10, sort: [] };
  const { rows } = await db.database.read("system", (sql) =>
    listSubscriptionActivities(sql, { id: subscription.id, page }),
  );
  assert.deepEqual(
    rows.slice(1).map(({ actor, operationType, description }) => [actor, operationType, description]),
    [["system:webhooks", "UPDATE", "Set to INACTIVE: the endpoint answered 410"]],
  );
});

test("five days without a success make the subscription INACTIVE; a success starts the count again", async () => {
  const fail = async (): Promise<string[]> => {
    await world.emit(companyId);
    const disabled = await world.record(await claimed(), { kind: "failed" }, { statusCode: 500 });
    return disabled.map(({ reason }) => reason);
  };
  assert.deepEqual(await fail(), []);
  db.clock.advance(4 * DAY);
  await world.emit(companyId);
  await world.record(await claimed(), { kind: "delivered" });
  db.clock.advance(2 * DAY);
  assert.deepEqual(await fail(), []);
  db.clock.advance(5 * DAY - 1);
  assert.deepEqual(await fail(), []);
  assert.equal(await status(), "ACTIVE");
  db.clock.advance(1);
  assert.deepEqual(await fail(), ["failing"]);
  assert.equal(await status(), "INACTIVE");
});

test("a subscription made ACTIVE again has five days again", async () => {
  const again = async () => {
    await world.emit(companyId);
    return world.record(await claimed(), { kind: "failed" }, { statusCode: 500 });
  };
  await again();
  db.clock.advance(5 * DAY);
  assert.equal((await again()).length, 1);
  await db.database.write("system", "key:test", (tx) =>
    replaceSubscription(tx, { id: subscription.id, draft: draft(), rules: { allowHttp: false } }),
  );
  assert.deepEqual(await again(), []);
});

test("the backlog is what waits for active subscriptions", async () => {
  const backlog = () => db.database.read("system", (sql) => deliveryBacklog(sql, db.clock.now()));
  assert.deepEqual(await backlog(), { pending: 0, due: 0, oldestAgeSeconds: 0 });
  await world.emit(companyId);
  db.clock.advance(10_000);
  await world.emit(companyId);
  assert.deepEqual(await backlog(), { pending: 2, due: 2, oldestAgeSeconds: 10 });
  await world.record(
    await claimed(),
    { kind: "retry", at: secondsAfter(db.clock.now(), 60) },
    { statusCode: 500 },
  );
  assert.deepEqual(await backlog(), { pending: 2, due: 1, oldestAgeSeconds: 10 });
  await world.record(await claimed(), { kind: "gone" }, { statusCode: 410 });
  assert.deepEqual(await backlog(), { pending: 0, due: 0, oldestAgeSeconds: 0 });
});
