import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type Actor, Database, type Tenant, type Tx } from "@ledgerport/engine";
import { type Receiver, startReceiver } from "./support/receiver.ts";
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

/** A database whose transactions fail while it is told so. */
class FailingDatabase extends Database {
  failing = false;

  override write<T>(tenant: Tenant, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.failing) return Promise.reject(new Error("the database is away"));
    return super.write(tenant, actor, work);
  }
}

function failingDatabase(): FailingDatabase {
  const database = new FailingDatabase({ url: world.db.url, clock: world.clock });
  world.onClose(() => database.close());
  return database;
}

const IDS = (): unknown[] => receiver.received.map(({ headers }) => headers["webhook-id"]);

test("an attempt that can't be recorded is kept until the database is back, and not made again", async () => {
  const database = failingDatabase();
  const subscription = await world.subscribe(receiver.url);
  const id = await world.queue(subscription);
  receiver.answer = (response) => {
    database.failing = true;
    response.end();
  };
  const deliverer = world.start({}, { database });
  await deliverer.loggedLines(1);
  assert.equal((await world.delivery(id)).attempts.length, 0);
  database.failing = false;
  world.clock.advance(1000);
  await deliverer.recorded(1);
  await deliverer.stop();
  assert.equal((await world.delivery(id)).status, "delivered");
  assert.deepEqual(IDS(), [id]);
});

test("an attempt that can't be recorded until its lease has ended is made again under the same id", async () => {
  const database = failingDatabase();
  const subscription = await world.subscribe(receiver.url);
  const id = await world.queue(subscription);
  receiver.answer = (response, _, number) => {
    database.failing = number === 1;
    response.end();
  };
  const deliverer = world.start({}, { database });
  await deliverer.loggedLines(1);
  const heir = world.start({}, { database: world.otherDatabase() });
  world.pass(heir, 30_000);
  await heir.recorded(1);
  assert.deepEqual(IDS(), [id, id]);
  await heir.stop();
  database.failing = false;
  world.clock.advance(1000);
  await deliverer.stop();
  assert.deepEqual(deliverer.outcomes, []);
  const delivery = await world.delivery(id);
  assert.equal(delivery.status, "delivered");
  assert.equal(delivery.attempts.length, 1);
});

test("a deliverer that can't claim says so and tries again a second later", async () => {
  const database = failingDatabase();
  database.failing = true;
  const deliverer = world.start({}, { database });
  // The sweep that comes with the start fails as well.
  await deliverer.loggedLines(2);
  const subscription = await world.subscribe(receiver.url);
  await world.queue(subscription);
  database.failing = false;
  world.clock.advance(1000);
  await deliverer.recorded(1);
  await deliverer.stop();
  assert.ok(deliverer.logged.some(({ message }) => message === "deliveries could not be claimed"));
});

test("a deliverer that is stopped while the database is away ends at its deadline", async () => {
  const database = failingDatabase();
  const subscription = await world.subscribe(receiver.url);
  const id = await world.queue(subscription);
  receiver.answer = (response) => {
    database.failing = true;
    response.end();
  };
  const deliverer = world.start({ stopMs: 500 }, { database });
  await deliverer.loggedLines(1);
  const stopped = deliverer.stop();
  world.clock.advance(500);
  await stopped;
  assert.equal((await world.delivery(id)).attempts.length, 0);
  assert.equal(world.clock.pending, 0);
});
