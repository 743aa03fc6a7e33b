import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { replaceSubscription, updateSubscriptionSettings } from "../src/subscriptions/commands.ts";
import { raceOf } from "./support/races.ts";
import { Subscriber, draft } from "./support/subscriber.ts";

let db: TestDatabase;
let world: Subscriber;
let companyId: string;
beforeEach(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
  companyId = await world.company();
});
afterEach(() => db.close());

async function emit(count: number, ofCompany = companyId): Promise<void> {
  for (let at = 0; at < count; at += 1) await world.emit(ofCompany);
}

const perSubscription = (claimed: { subscriptionId: string }[]): number[] =>
  [...Map.groupBy(claimed, ({ subscriptionId }) => subscriptionId).values()].map(({ length }) => length);

test("a claim has all that a sender needs", async () => {
  const endpointAuth = { type: "BASIC" as const, credentials: { username: "u" } };
  const { id } = await world.subscribe({ companyId }, { customHeaders: { "x-a": "1" }, endpointAuth });
  await world.emit(companyId);
  const [claimed, ...others] = await world.claim({ leaseSeconds: 30 });
  assert.equal(others.length, 0);
  const [{ id: eventId } = { id: "" }] = (await world.events(companyId)).events;
  const members = { data: { a: 1 }, eventId, eventType: "v1.export-job.created" };
  assert.deepEqual(JSON.parse(claimed?.body ?? ""), { ...members, payload: members });
  assert.deepEqual(
    { ...claimed, id: "", body: "", secrets: claimed?.secrets.length },
    {
      id: "",
      body: "",
      companyId,
      subscriptionId: id,
      endpointUrl: "https://erp.example/hooks",
      eventType: "v1.export-job.created",
      attemptNumber: 1,
      attemptsInSchedule: 0,
      secrets: 1,
      customHeaders: { "x-a": "1" },
      endpointAuth,
      createdAt: db.clock.now(),
      leaseUntil: new Date(db.clock.now().getTime() + 30_000),
    },
  );
});

test("the envelope is the subscription's, else the server's", async () => {
  const own = await world.subscribe({ companyId });
  await world.subscribe({ companyId });
  await db.database.write("system", "admin", (tx) =>
    updateSubscriptionSettings(tx, { id: own.id, envelope: "nested" }),
  );
  const data = '{"z":1.50,"a":"\\u00e5"}';
  await world.emit(companyId, "export-job.created", data);
  const [{ id: eventId } = { id: "" }] = (await world.events(companyId)).events;
  const members = `"data":${data},"eventId":"${eventId}","eventType":"v1.export-job.created"`;
  for (const claimed of await world.claim({ envelope: "flat" })) {
    const expected = claimed.subscriptionId === own.id ? `{"payload":{${members}}}` : `{${members}}`;
    assert.equal(claimed.body, expected);
  }
});

test("the bytes of a delivery are the same in every attempt, whatever is set meanwhile", async () => {
  const { id } = await world.subscribe({ companyId });
  await world.emit(companyId);
  const [first] = await world.claim();
  assert.ok(first);
  await world.record(first, { kind: "retry", at: db.clock.now() }, { statusCode: 500 });
  await db.database.write("system", "admin", (tx) =>
    updateSubscriptionSettings(tx, { id, envelope: "flat" }),
  );
  const [second] = await world.claim({ envelope: "nested" });
  assert.equal(second?.body, first.body);
  assert.equal(second.id, first.id);
  assert.equal(second.attemptNumber, 2);
});

test("what is claimed is nobody else's until its lease ends, and is then due again", async () => {
  await world.subscribe({ companyId });
  await emit(3);
  assert.equal((await world.claim({ leaseSeconds: 30 })).length, 3);
  assert.equal((await world.claim()).length, 0);
  db.clock.advance(29_999);
  assert.equal((await world.claim()).length, 0);
  db.clock.advance(1);
  const again = await world.claim();
  assert.equal(again.length, 3);
  assert.ok(again.every(({ attemptNumber }) => attemptNumber === 1));
});

test("servers that claim at once share the work and take nothing twice", async () => {
  for (let count = 0; count < 5; count += 1) await world.subscribe({ companyId });
  await emit(20);
  const taken: string[] = [];
  for (let round = 0; taken.length < 100 && round < 100; round += 1) {
    const { winners } = await raceOf(5, () => world.claim({ limit: 7 }));
    taken.push(...winners.flat().map(({ id }) => id));
  }
  assert.equal(taken.length, 100);
  assert.equal(new Set(taken).size, 100);
});

test("no subscription has more under way than allowed, and the oldest come first", async () => {
  const { id } = await world.subscribe({ companyId });
  for (let at = 0; at < 5; at += 1) {
    await emit(1);
    db.clock.advance(10);
  }
  const oldest = (await world.deliveries({ id })).map((delivery) => delivery.id);
  const [first, second, ...others] = await world.claim({ perSubscription: 2 });
  assert.ok(first && second);
  assert.deepEqual([first.id, second.id], oldest.slice(0, 2));
  assert.equal(others.length, 0);
  assert.equal((await world.claim({ perSubscription: 2 })).length, 0);
  await world.record(first, { kind: "delivered" });
  const [third, ...more] = await world.claim({ perSubscription: 2 });
  assert.equal(third?.id, oldest[2]);
  assert.equal(more.length, 0);
});

test("a limited claim goes round between subscriptions, however much waits for one of them", async () => {
  const busy = await world.company();
  await world.subscribe({ companyId: busy });
  await emit(50, busy);
  db.clock.advance(1000);
  for (let count = 0; count < 3; count += 1) await world.subscribe({ companyId });
  await emit(2);
  assert.deepEqual(perSubscription(await world.claim({ limit: 8 })), [2, 2, 2, 2]);
});

test("a retry is due at its time and not before", async () => {
  await world.subscribe({ companyId });
  await emit(1);
  const [claimed] = await world.claim();
  assert.ok(claimed);
  await world.record(
    claimed,
    { kind: "retry", at: new Date(db.clock.now().getTime() + 5000) },
    { statusCode: 500 },
  );
  db.clock.advance(4999);
  assert.equal((await world.claim()).length, 0);
  db.clock.advance(1);
  assert.equal((await world.claim())[0]?.attemptsInSchedule, 1);
});

test("what waits for a subscription is kept while it is INACTIVE", async () => {
  const { id } = await world.subscribe({ companyId });
  await emit(2);
  const become = (status: "ACTIVE" | "INACTIVE") =>
    db.database.write("system", "key:test", (tx) =>
      replaceSubscription(tx, { id, draft: draft({ status }), rules: { allowHttp: false } }),
    );
  await become("INACTIVE");
  assert.deepEqual(await world.claim(), []);
  await emit(1);
  await become("ACTIVE");
  assert.equal((await world.claim()).length, 2);
});

test("a subscription that fails has one attempt under way at a time, until one succeeds", async () => {
  await world.subscribe({ companyId });
  await emit(5);
  const [first, second, ...others] = await world.claim({ perSubscription: 2 });
  assert.ok(first && second);
  assert.equal(others.length, 0);
  await world.record(
    first,
    { kind: "retry", at: new Date(db.clock.now().getTime() + 60_000) },
    { statusCode: 503 },
  );
  assert.equal((await world.claim({ perSubscription: 2 })).length, 0);
  await world.record(second, { kind: "failed" }, { statusCode: 503 });
  const [alone, ...more] = await world.claim({ perSubscription: 2 });
  assert.ok(alone);
  assert.equal(more.length, 0);
  await world.record(alone, { kind: "delivered" });
  assert.equal((await world.claim({ perSubscription: 2 })).length, 2);
});
