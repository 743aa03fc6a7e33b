import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "../src/index.ts";

test("the clock stands still until it is advanced", () => {
  const clock = new VirtualClock();
  assert.equal(clock.now().toISOString(), "2025-05-23T15:21:32.000Z");
  clock.advance(1500);
  assert.equal(clock.now().toISOString(), "2025-05-23T15:21:33.500Z");
});

test("due timers run in the order of their time, each at its moment, with those set meanwhile", () => {
  const clock = new VirtualClock();
  const start = clock.now().getTime();
  const fired: string[] = [];
  const note = (name: string) => () => void fired.push(`${name}@${clock.now().getTime() - start}`);
  clock.after(30, note("c"));
  clock.after(10, () => {
    note("a")();
    clock.after(5, note("b"));
  });
  clock.after(30, note("d"));
  clock.after(31, note("later"));
  clock.advance(30);
  assert.deepEqual(fired, ["a@10", "b@15", "c@30", "d@30"]);
  assert.equal(clock.pending, 1);
});

test("a cancelled timer does not run", () => {
  const clock = new VirtualClock();
  let fired = false;
  const cancel = clock.after(10, () => {
    fired = true;
  });
  cancel();
  clock.advance(20);
  assert.equal(fired, false);
});
