import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { emitEvent } from "../src/events/commands.ts";
import { raceOf } from "./support/races.ts";
import { Subscriber } from "./support/subscriber.ts";

let db: TestDatabase;
let world: Subscriber;
before(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
});
after(() => db.close());

const sequences = async (companyId: string): Promise<number[]> =>
  (await world.events(companyId)).events.map(({ sequence }) => sequence);

test("a company's events are numbered from 1, whatever happens in other companies", async () => {
  const [mine, other] = [await world.company(), await world.company()];
  await world.emit(mine);
  await world.emit(other);
  await world.emit(mine, "vendor.created", '{"b":2}');
  const { events, firstSequence, lastSequence } = await world.events(mine);
  assert.deepEqual(
    events.map(({ sequence, type, data }) => ({ sequence, type, data })),
    [
      { sequence: 1, type: "export-job.created", data: '{"a":1}' },
      { sequence: 2, type: "vendor.created", data: '{"b":2}' },
    ],
  );
  assert.deepEqual([firstSequence, lastSequence], [1, 2]);
  assert.deepEqual(await sequences(other), [1]);
});

test("a transaction that is rolled back leaves neither event, nor delivery, nor gap", async () => {
  const companyId = await world.company();
  const subscription = await world.subscribe({ companyId });
  await world.emit(companyId);
  const failing = db.database.write({ companyId }, "key:test", async (tx) => {
    await emitEvent(tx, { companyId, type: "export-job.created", data: "{}" });
    throw new RangeError("no");
  });
  await assert.rejects(failing, RangeError);
  await world.emit(companyId);
  assert.deepEqual(await sequences(companyId), [1, 2]);
  assert.equal((await world.deliveries(subscription)).length, 2);
});

test("events of one company that commit and fail at once are numbered without a gap, in the order of the commits", async () => {
  const companyId = await world.company();
  const committed: number[] = [];
  const { winners } = await raceOf(40, async (at) => {
    const work = db.database.write({ companyId }, "key:test", async (tx) => {
      await emitEvent(tx, { companyId, type: "export-job.created", data: String(at) });
      if (at % 4 === 0) throw new RangeError("no");
    });
    await work.then(
      () => committed.push(at),
      (error: unknown) => assert.ok(error instanceof RangeError),
    );
  });
  assert.equal(winners.length, 40);
  const { events, lastSequence } = await world.events(companyId);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  assert.equal(lastSequence, 30);
  assert.deepEqual(
    events.map(({ data }) => Number(data)).toSorted((one, other) => one - other),
    committed.toSorted((one, other) => one - other),
  );
});

test("a reader that follows the numbers never meets one that comes in late below the last it saw", async () => {
  const companyId = await world.company();
  await world.emit(companyId);
  let second: Promise<void> | undefined;
  await db.database.write({ companyId }, "key:test", async (tx) => {
    await emitEvent(tx, { companyId, type: "export-job.started", data: "1" });
    second = world.emit(companyId, "export-job.failed", "2");
    assert.equal((await world.events(companyId)).lastSequence, 1);
  });
  await second;
  assert.deepEqual(
    (await world.events(companyId, 1)).events.map(({ sequence, data }) => [sequence, data]),
    [
      [2, "1"],
      [3, "2"],
    ],
  );
});

test("the list goes on after a number, and is as long as asked for", async () => {
  const companyId = await world.company();
  assert.deepEqual(await world.events(companyId), { events: [], firstSequence: 1, lastSequence: 0 });
  for (let count = 0; count < 5; count += 1) await world.emit(companyId);
  const { events, lastSequence } = await world.events(companyId, 2, 2);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    [3, 4],
  );
  assert.equal(lastSequence, 5);
  assert.deepEqual((await world.events(companyId, 5)).events, []);
});

test("an event goes to the active subscriptions of its company and its organisation that name it, and to no other", async () => {
  const organisationId = await world.organisation();
  const companyId = await world.company(organisationId);
  const sibling = await world.company(organisationId);
  const stranger = await world.company(await world.organisation());
  const wanted = [await world.subscribe({ companyId }), await world.subscribe({ organisationId })];
  const unwanted = [
    await world.subscribe({ companyId }, { eventTypes: ["v1.export-job.started"] }),
    await world.subscribe({ companyId }, { status: "INACTIVE" }),
    await world.subscribe({ companyId: sibling }),
    await world.subscribe({ companyId: stranger }),
  ];
  await world.emit(companyId);
  for (const subscription of wanted) {
    const [delivery, ...others] = await world.deliveries(subscription);
    assert.equal(others.length, 0);
    assert.equal(delivery?.companyId, companyId);
    assert.equal(delivery?.status, "pending");
    assert.equal(delivery?.eventSequence, 1);
  }
  for (const subscription of unwanted) assert.deepEqual(await world.deliveries(subscription), []);
});

test("an event is delivered under each name by which it was subscribed", async () => {
  const companyId = await world.company();
  const eventTypes = ["v2.export.job-created", "v3.export-job.created", "v1.vendor.created"];
  const subscription = await world.subscribe({ companyId }, { eventTypes });
  await world.emit(companyId);
  const deliveries = await world.deliveries(subscription);
  assert.deepEqual(deliveries.map(({ eventType }) => eventType).toSorted(), eventTypes.slice(0, 2));
  assert.equal(new Set(deliveries.map(({ eventId }) => eventId)).size, 1);
  assert.equal(new Set(deliveries.map(({ id }) => id)).size, 2);
});

test("who sends is told of new deliveries after the commit, and of nothing else", async () => {
  const companyId = await world.company();
  let told = 0;
  const stop = db.database.watch("deliveries", () => void (told += 1));
  await world.emit(companyId);
  assert.equal(told, 0, "nobody has subscribed");
  await world.subscribe({ companyId });
  await db.database.write({ companyId }, "key:test", async (tx) => {
    await emitEvent(tx, { companyId, type: "export-job.created", data: "{}" });
    await emitEvent(tx, { companyId, type: "export-job.created", data: "{}" });
    assert.equal(told, 0);
  });
  assert.equal(told, 1);
  const failing = db.database.write({ companyId }, "key:test", async (tx) => {
    await emitEvent(tx, { companyId, type: "export-job.created", data: "{}" });
    throw new RangeError("no");
  });
  await assert.rejects(failing, RangeError);
  assert.equal(told, 1);
  stop();
  await world.emit(companyId);
  assert.equal(told, 1);
});
