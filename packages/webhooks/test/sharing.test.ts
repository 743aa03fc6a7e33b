import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type Clock, claimDeliveries } from "@ledgerport/engine";
import { delivererDefaults } from "../src/index.ts";
import { type Answer, type Receiver, Tally, startReceiver, status } from "./support/receiver.ts";
import { World } from "./support/world.ts";

let world: World;
let receiver: Receiver;
beforeEach(async () => {
  world = await World.create();
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.close();
  await receiver.close();
});

const idOf = ({ headers }: { headers: Record<string, unknown> }): string => String(headers["webhook-id"]);
const distinct = (ids: readonly string[]): number => new Set(ids).size;

/** Holds every answer back until it is told to let them go. */
function holding(): { answer: Answer; release(): void } {
  const held: (() => void)[] = [];
  let open = false;
  return {
    answer(response, received, number) {
      const go = (): void => status(200)(response, received, number);
      if (open) go();
      else held.push(go);
    },
    release() {
      open = true;
      for (const go of held.splice(0)) go();
    },
  };
}

test("two deliverers on one database share the work, and never are at one delivery both", async () => {
  const subscriptions = await Promise.all(Array.from({ length: 10 }, () => world.subscribe(receiver.url)));
  const ids: string[] = [];
  for (const subscription of subscriptions) {
    for (let count = 0; count < 4; count += 1) ids.push(await world.queue(subscription));
  }
  const gate = holding();
  receiver.answer = gate.answer;
  const config = { concurrency: 20 };
  const one = world.start(config);
  const other = world.start(config, { database: world.otherDatabase() });
  // Who comes second while the first one claims may have found everything locked, and would look again a second later.
  await receiver.got(20);
  one.wake();
  other.wake();
  // All are under way, none has ended: were one attempted by both, it would be here twice.
  await receiver.got(ids.length);
  assert.deepEqual(receiver.received.map(idOf).toSorted(), ids.toSorted());
  gate.release();
  await Promise.all([one.recorded(20), other.recorded(20)]);
  await Promise.all([one.stop(), other.stop()]);
  assert.equal(receiver.received.length, ids.length);
  for (const id of ids) assert.equal((await world.delivery(id)).status, "delivered");
});

test("an endpoint gets a few deliveries at once, and no more until they have ended", async () => {
  const subscription = await world.subscribe(receiver.url);
  for (let count = 0; count < 7; count += 1) await world.queue(subscription);
  const gate = holding();
  receiver.answer = gate.answer;
  const deliverer = world.start({ perEndpoint: 3 });
  await receiver.got(3);
  deliverer.wake();
  gate.release();
  await deliverer.recorded(7);
  await deliverer.stop();
  assert.equal(distinct(receiver.received.map(idOf)), 7);
});

test("endpoints that hang, however much waits for them, hold up no other", async () => {
  const hanging = await startReceiver(() => {});
  const dead = await Promise.all(Array.from({ length: 3 }, () => world.subscribe(hanging.url)));
  for (let count = 0; count < 20; count += 1) await world.queue(dead[count % 3] ?? "");
  const deliverer = world.start({ concurrency: 16, perEndpoint: 4 });
  await hanging.got(12);
  const alive = await world.subscribe(receiver.url);
  for (let count = 1; count <= 30; count += 1) {
    await world.queue(alive);
    await deliverer.recorded(count);
  }
  // No time has passed: not one of them has waited for an attempt that hangs.
  assert.deepEqual(
    deliverer.arrivals,
    Array.from({ length: 30 }, () => 0),
  );
  assert.equal(hanging.received.length, 12);
  await hanging.close();
});

test("a delivery that was claimed by a server that died is made by another when the lease has ended", async () => {
  const subscription = await world.subscribe(receiver.url);
  const id = await world.queue(subscription);
  const request = { limit: 1, perSubscription: 1, leaseSeconds: 30, envelope: "both" } as const;
  const claimed = await claimDeliveries(world.otherDatabase(), request);
  assert.deepEqual(
    claimed.map((delivery) => delivery.id),
    [id],
  );
  const early = world.start();
  world.pass(early, 29_999);
  await early.stop();
  assert.equal(receiver.received.length, 0);
  const deliverer = world.start();
  world.pass(deliverer, 1);
  await deliverer.recorded(1);
  await deliverer.stop();
  assert.deepEqual(receiver.received.map(idOf), [id]);
});

test("a delivery that was sent but not recorded is sent again with the same id and the same bytes", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = () => {};
  const dying = world.start({ stopMs: 0 });
  const id = await world.queue(subscription);
  await receiver.got(1);
  const stopped = dying.stop();
  world.clock.advance(0);
  await stopped;
  assert.deepEqual(dying.outcomes, []);
  assert.equal((await world.delivery(id)).attempts.length, 0);

  receiver.answer = status(200);
  const heir = world.start();
  world.pass(heir, 30_000);
  await heir.recorded(1);
  await heir.stop();
  assert.deepEqual(receiver.received.map(idOf), [id, id]);
  assert.equal(receiver.received[1]?.body, receiver.received[0]?.body);
  assert.equal((await world.delivery(id)).status, "delivered");
});

test("stopping lets what is under way end, and records it", async () => {
  const subscription = await world.subscribe(receiver.url);
  const gate = holding();
  receiver.answer = gate.answer;
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await receiver.got(1);
  const stopped = deliverer.stop();
  gate.release();
  await stopped;
  assert.equal((await world.delivery(id)).status, "delivered");
  assert.equal(receiver.received.length, 1);
  assert.equal(world.clock.pending, 0, "no timer is left");
});

test("what another process has queued is found within a second", async () => {
  const subscription = await world.subscribe(receiver.url);
  const polls = new Tally();
  const clock: Clock = {
    now: () => world.clock.now(),
    after(milliseconds, work) {
      if (milliseconds === delivererDefaults.pollMs) polls.add();
      return world.clock.after(milliseconds, work);
    },
  };
  const deliverer = world.start({}, { database: world.otherDatabase(clock) });
  await polls.reached(1);
  await world.queue(subscription);
  world.clock.advance(1000);
  await deliverer.recorded(1);
  await deliverer.stop();
  assert.deepEqual(deliverer.arrivals, [1]);
});
