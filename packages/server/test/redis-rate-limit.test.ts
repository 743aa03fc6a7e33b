import assert from "node:assert/strict";
import { type TestContext, after, before, test } from "node:test";
import { type TestDatabase, VirtualClock, testDatabase } from "@ledgerport/testkit";
import { Redis } from "ioredis";
import { defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { startServer } from "../src/process/start-server.ts";
import { openRedisCounters } from "../src/rate-limit/redis-counters.ts";
import { RETRY_AFTER } from "../src/rate-limit/shared-rate-limiter.ts";
import { type ExpectedLines, expectedLines } from "./support/expected-lines.ts";
import { type TestRedis, hasRedis, testRedis } from "./support/redis.ts";

const LIMIT = 4;
const ADMIN_KEY = "admin-key-of-this-test";
const ALONE = "Redis can't be used";
const SHARED = "limited through Redis";
const KEYS = "ledgerport:rate-limit:*";

let base: TestDatabase;
before(async () => {
  base = await testDatabase();
});
after(() => base.close());

/** Whether the tests with a real Redis can run; shared-rate-limit.test.ts proves the rest without one. */
function needsRedis(t: TestContext): boolean {
  if (!hasRedis) t.diagnostic("redis-server is not installed: nothing was tried against a real Redis");
  return hasRedis;
}

interface Server {
  log: ExpectedLines;
  clock: VirtualClock;
  /** Status and requests left of a request with the admin key. */
  ask: () => Promise<[number, string | null]>;
  metric: () => Promise<string | undefined>;
}

async function serverWith(t: TestContext, redisUrl: string): Promise<Server> {
  const log = expectedLines();
  const clock = new VirtualClock();
  const config = {
    ...defaults,
    port: 0,
    databaseUrl: base.url,
    adminKey: ADMIN_KEY,
    rateLimit: LIMIT,
    redisUrl,
  };
  const server = await startServer(config, { clock, logger: createLogger(clock, { stream: log }) });
  t.after(() => server.close());
  return {
    log,
    clock,
    async ask() {
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      const answer = await fetch(`${server.url}/v1/introspect`, { headers });
      await answer.text();
      return [answer.status, answer.headers.get("x-ratelimit-remaining")];
    },
    async metric() {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      return /^ledgerport_rate_limit_shared (\d)$/m.exec(text)?.[1];
    },
  };
}

async function startedRedis(t: TestContext): Promise<TestRedis> {
  const redis = await testRedis();
  t.after(() => redis.close());
  await redis.start();
  return redis;
}

test("two servers share one limit, in windows that end by themselves", async (t) => {
  if (!needsRedis(t)) return;
  const redis = await startedRedis(t);
  const [one, other] = [await serverWith(t, redis.url), await serverWith(t, redis.url)];
  assert.deepEqual(await one.ask(), [200, "3"]);
  assert.deepEqual(await other.ask(), [200, "2"]);
  assert.deepEqual(await one.ask(), [200, "1"]);
  assert.deepEqual(await other.ask(), [200, "0"]);
  assert.deepEqual(await one.ask(), [429, "0"]);
  assert.deepEqual(await other.ask(), [429, "0"]);
  assert.equal(await one.metric(), "1");
  assert.ok(one.log.lines[0]?.includes('"url"'), "the first line is the address's");

  const client = new Redis(redis.url.replace("unix://", ""));
  t.after(() => client.disconnect());
  const keys = (await client.keys(KEYS)).filter((key) => key.includes(":key:"));
  assert.equal(keys.length, 1);
  const [key = ""] = keys;
  const left = await client.pttl(key);
  assert.ok(left > 50_000 && left <= 60_000, `a window of a minute, ${left} ms left`);
  // The window's time passes in Redis, which has a clock of its own.
  await client.pexpire(key, 0);
  assert.deepEqual(await other.ask(), [200, "3"]);
});

test("a Redis that dies in the middle takes nothing down: each server counts alone, and shares again when it is back", async (t) => {
  if (!needsRedis(t)) return;
  const redis = await startedRedis(t);
  const [one, other] = [await serverWith(t, redis.url), await serverWith(t, redis.url)];
  await one.ask();
  await redis.kill();
  await Promise.all([one.log.seen(ALONE), other.log.seen(ALONE)]);
  const alone = await Promise.all(Array.from({ length: LIMIT + 1 }, () => one.ask()));
  assert.equal(alone.filter(([status]) => status === 200).length, LIMIT);
  assert.deepEqual(await other.ask(), [200, "3"], "the other one counts for itself");
  assert.equal(await other.metric(), "0");

  await redis.start();
  for (const { clock, log } of [one, other]) {
    clock.advance(RETRY_AFTER);
    await log.seen(SHARED, 2);
  }
  assert.deepEqual(await one.ask(), [200, "3"]);
  assert.deepEqual(await other.ask(), [200, "2"]);
  assert.equal(await one.metric(), "1");
  assert.equal(one.log.lines.filter((line) => line.includes(ALONE)).length, 1, "said once");
});

test("a Redis that hangs delays the first requests a moment and the others not at all", async (t) => {
  if (!needsRedis(t)) return;
  const redis = await startedRedis(t);
  const server = await serverWith(t, redis.url);
  redis.hang();
  const first = await Promise.all([server.ask(), server.ask(), server.ask()]);
  assert.deepEqual(
    new Set(first.map(([status, left]) => `${status} ${left}`)),
    new Set(["200 3", "200 2", "200 1"]),
  );
  assert.deepEqual(await server.ask(), [200, "0"]);
  redis.goOn();
  server.clock.advance(RETRY_AFTER);
  await server.log.seen(SHARED, 2);
  assert.equal(server.log.lines.filter((line) => line.includes(ALONE)).length, 1);
});

test("a hanging Redis can't hold up an attempt to come back to it", async (t) => {
  if (!needsRedis(t)) return;
  const redis = await startedRedis(t);
  redis.hang();
  await assert.rejects(openRedisCounters(redis.url), /timed out/i);
  redis.goOn();
});

test("a Redis that is not there keeps no server from starting, and its password stays out of the log", async (t) => {
  const server = await serverWith(t, "redis://:s3cret@127.0.0.1:1");
  assert.ok(server.log.lines[0]?.includes('"url"'), "the first line is the address's all the same");
  await server.log.seen("ECONNREFUSED");
  assert.ok(server.log.lines.some((line) => line.includes(ALONE)));
  assert.deepEqual(await server.ask(), [200, "3"]);
  assert.equal(await server.metric(), "0");
  assert.ok(!server.log.lines.join("").includes("s3cret"));
});

test("counts that are under way when Redis dies fail at once, none is kept for later", async (t) => {
  if (!needsRedis(t)) return;
  const redis = await startedRedis(t);
  const counters = await openRedisCounters(redis.url);
  redis.hang();
  const pending = Array.from({ length: 50 }, () => counters.count("key:1"));
  const outcome = Promise.allSettled(pending);
  await redis.kill();
  assert.ok((await outcome).every(({ status }) => status === "rejected"));
  assert.ok((await counters.lost) instanceof Error);
  await assert.rejects(counters.count("key:1"));
  await redis.start();
  await assert.rejects(counters.count("key:1"), "a connection that was lost stays so");
  const again = await openRedisCounters(redis.url);
  t.after(() => again.close());
  assert.equal((await again.count("key:1")).used, 1, "what failed was not counted afterwards");
});
