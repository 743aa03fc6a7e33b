import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { mendDeadlines } from "../src/index.ts";
import { Subscriber } from "./support/subscriber.ts";

const HOUR = 3600 * 1000;

let db: TestDatabase;
let world: Subscriber;
let companyId: string;
beforeEach(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
  companyId = await world.company();
  await world.subscribe({ companyId });
  await world.emit(companyId);
});
afterEach(() => db.close());

/** Sets the clock and mends what that disturbs, as a server does that notices. */
async function leap(milliseconds: number): Promise<void> {
  const from = db.clock.now();
  db.clock.advance(milliseconds);
  await db.database.write("system", "system:test", (tx) => mendDeadlines(tx, { from, to: db.clock.now() }));
}

test("what was due before the clock was set back is sent at once, and once", async () => {
  await leap(-2 * HOUR);
  assert.equal((await world.claim()).length, 1);
  assert.equal((await world.claim()).length, 0);
});

test("what a server has claimed stays its own when the clock is set back a little, and is sent again should it die", async () => {
  assert.equal((await world.claim({ leaseSeconds: 30 })).length, 1);
  await leap(-10_000);
  assert.equal((await world.claim()).length, 0);
  db.clock.advance(40_000);
  assert.equal((await world.claim()).length, 1);
});

test("a start mends what was planned by a clock that was years ahead", async () => {
  await world.claim();
  db.clock.advance(-3 * 365 * 24 * HOUR);
  assert.equal((await world.claim()).length, 0);
  await leap(0);
  assert.equal((await world.claim()).length, 1);
});
