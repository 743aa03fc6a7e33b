import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  type TestAnswer,
  type TestCompany,
  type TestServer,
  VirtualClock,
  testServer,
} from "@ledgerport/testkit";
import { MemoryRateLimiter } from "../src/rate-limit/memory-rate-limiter.ts";

const LIMIT = 5;

let server: TestServer;
let company: TestCompany;

before(async () => {
  server = await testServer({ rateLimit: LIMIT });
  company = await server.company();
});
after(() => server.close());

function headersOf({ headers }: TestAnswer): Record<string, string | null> {
  const names = [
    "RateLimit-Policy",
    "RateLimit",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
  ];
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
}

const stand = (remaining: number, reset: number) => ({
  "RateLimit-Policy": `"default";q=${LIMIT};w=60`,
  RateLimit: `"default";r=${remaining};t=${reset}`,
  "x-ratelimit-limit": String(LIMIT),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(reset),
});

test("a key has so many requests a minute, every answer says where it stands, and over it nothing is done", async () => {
  const create = () =>
    server.request("POST", "/platform/v1/keys", {
      key: company.key,
      body: { name: "k", companyId: company.id, scopes: ["platform:read"] },
    });
  assert.deepEqual(headersOf(await create()), stand(4, 60));
  server.clock.advance(10_500);
  assert.deepEqual(headersOf(await create()), stand(3, 50));
  assert.deepEqual(
    headersOf(await server.request("GET", "/v3/export-jobs/nonsense", { key: company.key })),
    stand(2, 50),
  );
  assert.deepEqual(headersOf(await create()), stand(1, 50));
  assert.deepEqual(headersOf(await create()), stand(0, 50));
  const refused = await create();
  assert.equal(refused.status, 429);
  assert.equal(refused.error().type, "RATE_LIMIT_EXCEEDED");
  assert.equal(refused.headers.get("retry-after"), "50");
  assert.deepEqual(headersOf(refused), stand(0, 50));

  const other = await server.company();
  assert.equal(
    (await server.request("GET", "/v3/export-jobs", { key: other.key })).status,
    200,
    "keys don't share",
  );

  server.clock.advance(49_000);
  assert.equal((await create()).status, 429);
  server.clock.advance(500);
  const keys = await server.request("GET", "/platform/v1/keys", { key: company.key });
  assert.equal(keys.status, 200, "the window has ended");
  assert.equal(keys.pagination().total, 1 + 4, "the refused requests made no key");
});

test("requests without a valid key are limited by address, and do not take from valid keys", async () => {
  const { key } = await server.company();
  const statuses: number[] = [];
  for (let n = 0; n < LIMIT + 1; n += 1) {
    statuses.push((await server.request("GET", "/v3/export-jobs", { key: `lp_wrong${n}` })).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
  const lost = await server.request("GET", "/nowhere");
  assert.equal(lost.status, 429);
  assert.equal(lost.headers.get("retry-after"), "60");
  assert.equal((await server.request("GET", "/v3/export-jobs", { key })).status, 200);
  const live = await server.request("GET", "/health/live");
  assert.equal(live.status, 200, "probes are not refused");
  assert.equal(headersOf(live)["x-ratelimit-remaining"], "0");
});

test("a window is forgotten after it ended, so that memory does not grow with the callers of the past", async () => {
  const clock = new VirtualClock();
  const limiter = new MemoryRateLimiter(clock, LIMIT);
  for (let n = 0; n < 1000; n += 1) await limiter.consume(`address:${n}`);
  assert.equal(limiter.size, 1000);
  clock.advance(60_000);
  await limiter.consume("address:new");
  assert.equal(limiter.size, 1);
});

test("a clock that is set back locks nobody out for longer than a window", async () => {
  const clock = new VirtualClock();
  const limiter = new MemoryRateLimiter(clock, 1);
  await limiter.consume("a");
  clock.advance(-2 * 3600 * 1000);
  assert.deepEqual(await limiter.consume("a"), { allowed: true, limit: 1, remaining: 0, resetSeconds: 60 });
  assert.equal((await limiter.consume("a")).allowed, false);
});
