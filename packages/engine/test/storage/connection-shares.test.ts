import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "@ledgerport/testkit";
import { ConnectionShares } from "../../src/storage/connection-shares.ts";

const PATIENCE = 5000;

function shares(connections: number, perHolder: number): { clock: VirtualClock; shares: ConnectionShares } {
  const clock = new VirtualClock();
  return { clock, shares: new ConnectionShares({ connections, perHolder, patience: PATIENCE, clock }) };
}

/** Takes connections for these holders, in this order; `order` tells who was served. */
function queue(
  of: ConnectionShares,
  holders: readonly string[],
): { order: string[]; give: (() => void)[]; refused: string[] } {
  const seen = { order: new Array<string>(), give: new Array<() => void>(), refused: new Array<string>() };
  for (const holder of holders) {
    of.acquire(holder).then(
      (give) => {
        seen.order.push(holder);
        seen.give.push(give);
      },
      () => seen.refused.push(holder),
    );
  }
  return seen;
}

/** What was waited for has been told: a promise takes a few turns for that. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

test("a company that asks for all connections gets its share, and another one's request is served at once", async () => {
  const { shares: of } = shares(10, 4);
  const greedy = queue(
    of,
    Array.from({ length: 20 }, () => "greedy"),
  );
  const other = queue(of, ["other"]);
  await settled();
  assert.equal(greedy.order.length, 4);
  assert.deepEqual(other.order, ["other"]);
});

test("when all are held, those that wait are served by turns, whoever asks for more", async () => {
  const { shares: of } = shares(2, 2);
  const { order, give } = queue(of, ["a", "a", "a", "a", "a", "b", "c", "b"]);
  for (let served = 0; served < 8; served += 1) {
    await settled();
    give[served]?.();
  }
  assert.deepEqual(order, ["a", "a", "a", "b", "c", "a", "b", "a"]);
});

test("who waits for too long is refused, and no connection is lost by it", async () => {
  const { clock, shares: of } = shares(1, 1);
  const first = queue(of, ["a"]);
  const late = queue(of, ["a", "b"]);
  await settled();
  clock.advance(PATIENCE);
  await settled();
  assert.deepEqual([first.order, late.order, late.refused], [["a"], [], ["a", "b"]]);
  first.give[0]?.();
  const next = queue(of, ["b"]);
  await settled();
  assert.deepEqual(next.order, ["b"]);
});

test("a connection that is given back twice counts once", async () => {
  const { shares: of } = shares(1, 1);
  const give = await of.acquire("a");
  give();
  give();
  const { order } = queue(of, ["a", "b"]);
  await settled();
  assert.deepEqual(order, ["a"]);
});
