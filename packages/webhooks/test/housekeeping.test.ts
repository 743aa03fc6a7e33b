import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type Receiver, startReceiver, status } from "./support/receiver.ts";
import { World } from "./support/world.ts";

const DAY = 24 * 3600 * 1000;
const SWEEPING_ONLY = { retentionDays: 30, concurrency: 0 };

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

test("the backlog and the age of its oldest delivery are measured at the start and every 15 seconds", async () => {
  receiver.answer = status(500);
  const subscription = await world.subscribe(receiver.url);
  const deliverer = world.start();
  await deliverer.measured(1);
  await world.queue(subscription);
  await deliverer.recorded(1);
  world.clock.advance(4000);
  await world.queue(subscription);
  await deliverer.recorded(2);
  world.clock.advance(11_000);
  await deliverer.measured(2);
  assert.equal(deliverer.backlogs[0]?.pending, 0);
  assert.equal(deliverer.backlogs[1]?.pending, 2);
  assert.equal(deliverer.backlogs[1].oldestAgeSeconds, 15);
  await deliverer.stop();
});

test("a delivery that has ended is forgotten when its time is over, and not before; one that waits never is", async () => {
  const subscription = await world.subscribe(receiver.url);
  const deliverer = world.start();
  const delivered = await world.queue(subscription);
  await deliverer.recorded(1);
  receiver.answer = status(500);
  const waiting = await world.queue(subscription);
  await deliverer.recorded(2);
  await deliverer.stop();

  world.clock.advance(30 * DAY);
  await world.start(SWEEPING_ONLY).stop();
  assert.equal((await world.delivery(delivered)).status, "delivered");
  world.clock.advance(1);
  await world.start(SWEEPING_ONLY).stop();
  await assert.rejects(world.delivery(delivered), { code: "DELIVERY_NOT_FOUND" });
  assert.equal((await world.delivery(waiting)).id, waiting);
});
