import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "@ledgerport/testkit";
import type { SharedCounters } from "../src/rate-limit/shared-counters.ts";
import { RETRY_AFTER, SharedRateLimiter } from "../src/rate-limit/shared-rate-limiter.ts";

const LIMIT = 3;

/** Counters that several limiters share, which can be taken away. */
class Store {
  readonly used = new Map<string, number>();
  /** How often somebody tried to connect. */
  opened = 0;
  /** Counts that were asked for, served or not. */
  asked = 0;
  reachable = true;
  /** Counting fails although the connection stands. */
  refuses = false;
  readonly #ends = new Set<(cause: Error) => void>();

  readonly open = (): Promise<SharedCounters> => {
    this.opened += 1;
    if (!this.reachable) return Promise.reject(new Error("refused"));
    const { promise: lost, resolve } = Promise.withResolvers<Error>();
    this.#ends.add(resolve);
    return Promise.resolve({
      count: (bucket) => {
        this.asked += 1;
        if (!this.reachable || this.refuses) return Promise.reject(new Error("no answer"));
        const used = (this.used.get(bucket) ?? 0) + 1;
        this.used.set(bucket, used);
        return Promise.resolve({ used, endsIn: 49_500 });
      },
      lost,
      close: () => resolve(new Error("closed")),
    });
  };

  /** Nobody can connect any more; connections that stand end now unless `silently`. */
  goAway(silently = false): void {
    this.reachable = false;
    if (!silently) for (const end of this.#ends) end(new Error("ended"));
  }
}

function limiterOn(store: Store, clock = new VirtualClock()) {
  const told: string[] = [];
  const limiter = new SharedRateLimiter({
    clock,
    limit: LIMIT,
    open: store.open,
    onAlone: (cause) => void told.push(`alone: ${cause instanceof Error ? cause.message : "?"}`),
    onShared: () => void told.push("shared"),
  });
  return { limiter, clock, told };
}

/** Lets what was started by a timer or an event come to its end; everything here settles within microtasks. */
const settled = () => new Promise<void>((resolve) => process.nextTick(() => queueMicrotask(resolve)));

test("limiters with the same counters share a limit, and say when the window ends by the counters' time", async () => {
  const store = new Store();
  const [one, other] = [limiterOn(store), limiterOn(store)];
  await Promise.all([one.limiter.start(), other.limiter.start()]);
  assert.deepEqual(await one.limiter.consume("key:1"), {
    allowed: true,
    limit: 3,
    remaining: 2,
    resetSeconds: 50,
  });
  assert.equal((await other.limiter.consume("key:1")).remaining, 1);
  assert.equal((await other.limiter.consume("key:1")).remaining, 0);
  assert.equal((await one.limiter.consume("key:1")).allowed, false);
  assert.equal((await one.limiter.consume("key:2")).allowed, true, "buckets don't share");
  assert.deepEqual([one.told, other.told], [["shared"], ["shared"]]);
});

test("without its counters a limiter counts by itself, says so once, asks nothing of them, and comes back by itself", async () => {
  const store = new Store();
  const { limiter, clock, told } = limiterOn(store);
  await limiter.start();
  store.goAway(true);
  const during = await Promise.all(Array.from({ length: 4 }, () => limiter.consume("key:1")));
  assert.deepEqual(
    during.map(({ allowed }) => allowed),
    [true, true, true, false],
    "limited by this process meanwhile",
  );
  const asked = store.asked;
  for (let n = 0; n < 100; n += 1) await limiter.consume("key:1");
  assert.equal(store.asked, asked, "nothing waits for counters that are away");
  for (let n = 0; n < 5; n += 1) {
    clock.advance(RETRY_AFTER);
    await settled();
  }
  assert.equal(store.opened, 1 + 5);
  assert.deepEqual(told, ["shared", "alone: no answer"]);

  store.reachable = true;
  clock.advance(RETRY_AFTER);
  await settled();
  assert.deepEqual(told, ["shared", "alone: no answer", "shared"]);
  assert.equal((await limiter.consume("key:1")).remaining, 2);
  assert.equal(store.used.get("key:1"), 1);
  clock.advance(10 * RETRY_AFTER);
  assert.equal(store.opened, 1 + 5 + 1, "one connection at a time");
});

test("a connection that ends between requests is noticed, and counters that refuse are left", async () => {
  const store = new Store();
  const { limiter, clock, told } = limiterOn(store);
  await limiter.start();
  store.goAway();
  await settled();
  assert.deepEqual(told, ["shared", "alone: ended"]);
  store.reachable = true;
  clock.advance(RETRY_AFTER);
  await settled();
  store.refuses = true;
  assert.equal((await limiter.consume("key:1")).allowed, true);
  assert.deepEqual(told, ["shared", "alone: ended", "shared", "alone: no answer"]);
});

test("counters that can't be reached at the start keep nothing from starting", async () => {
  const store = new Store();
  store.goAway();
  const { limiter, clock, told } = limiterOn(store);
  assert.equal((await limiter.consume("key:1")).remaining, 2, "also before the start");
  await limiter.start();
  assert.deepEqual(told, ["alone: refused"]);
  assert.equal((await limiter.consume("key:1")).remaining, 1);
  await limiter.close();
  clock.advance(10 * RETRY_AFTER);
  assert.equal(store.opened, 1, "a closed limiter does not try again");
  assert.equal(clock.pending, 0);
});

test("a closed limiter says nothing of the end of its connection, and lets go of one that comes too late", async () => {
  const store = new Store();
  const { limiter, clock, told } = limiterOn(store);
  await limiter.start();
  await limiter.close();
  await settled();
  assert.deepEqual([told, clock.pending], [["shared"], 0]);
  const late = limiterOn(store);
  const starting = late.limiter.start();
  await late.limiter.close();
  await starting;
  assert.deepEqual(late.told, []);
});
