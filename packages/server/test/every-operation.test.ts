import assert from "node:assert/strict";
import { test } from "node:test";
import { ROUTES, type Route } from "@ledgerport/contract";
import { Database } from "@ledgerport/engine";
import {
  type TestAnswer,
  type TestRequest,
  type TestServer,
  VirtualClock,
  testServer,
} from "@ledgerport/testkit";
import { MemoryRateLimiter } from "../src/rate-limit/memory-rate-limiter.ts";

const ID = "0197a3c2-7000-7b00-8c00-0000000000ff";
/** Larger than any body that is read into memory. */
const TOO_LARGE = `["${"x".repeat(9 * 1024 * 1024)}"]`;

async function withServer(
  config: Parameters<typeof testServer>[0],
  work: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await testServer(config);
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

/** Sends a request to a route, by the server's own key. */
function send(
  server: TestServer,
  { operation, operationId, path }: Route,
  request: TestRequest = {},
): Promise<TestAnswer> {
  const filled = path.replaceAll(/\{(\w+)\}/g, ID);
  const query = operationId === "getLinkedFile" ? "?expires=9999999999&signature=none" : "";
  return server.request(operation.method, `${filled}${query}`, { key: server.adminKey, ...request });
}

async function assertRefused(answer: Promise<TestAnswer>, status: number, type: string, route: Route) {
  const { status: given, text } = await answer;
  assert.equal(given, status, `${route.operationId} ${text}`);
  assert.equal((await answer).error().type, type, route.operationId);
}

const withKey = ROUTES.filter(({ operation }) => operation.auth);
const withoutKey = ROUTES.filter(({ operation }) => !operation.auth);
const withJsonBody = ROUTES.filter(
  ({ operation: { body } }) =>
    body !== undefined && !body.streamed && body.types.includes("application/json"),
);

test("every operation that needs a key keeps to the key's limit", async () => {
  await withServer({ rateLimit: 1 }, async (server) => {
    await send(server, withKey[0] ?? assert.fail());
    for (const route of withKey) await assertRefused(send(server, route), 429, "RATE_LIMIT_EXCEEDED", route);
  });
});

test("every operation without a key keeps to the address's limit, except the probes", async () => {
  await withServer({ rateLimit: 1 }, async (server) => {
    await server.request("GET", "/nowhere");
    for (const route of withoutKey.filter(({ operation }) => operation.limited))
      await assertRefused(send(server, route), 429, "RATE_LIMIT_EXCEEDED", route);
    const probes = withoutKey.filter(({ operation }) => !operation.limited);
    assert.deepEqual(
      probes.map(({ path }) => path),
      ["/health/live", "/health/ready"],
    );
    for (const route of probes) assert.equal((await send(server, route)).status, 200, route.path);
  });
});

test("every operation with a JSON body refuses other media types", async () => {
  await withServer({}, async (server) => {
    const request = { raw: "text", headers: { "content-type": "text/plain" } };
    for (const route of withJsonBody)
      await assertRefused(send(server, route, request), 415, "UNSUPPORTED_MEDIA_TYPE", route);
  });
});

test("every operation with a JSON body refuses one that is too large to be read", async () => {
  await withServer({}, async (server) => {
    const request = { raw: TOO_LARGE, headers: { "content-type": "application/json" } };
    for (const route of withJsonBody)
      await assertRefused(send(server, route, request), 413, "PAYLOAD_TOO_LARGE", route);
  });
});

test("every operation of a version that is switched off says so", async () => {
  const off = {
    since: new Date("2025-01-01T00:00:00Z"),
    sunset: new Date("2025-02-01T00:00:00Z"),
    retired: true,
  };
  await withServer({ deprecations: { v0: off, v1: off } }, async (server) => {
    const deprecated = ROUTES.filter(({ operation }) => operation.deprecated);
    assert.ok(deprecated.length > 10);
    for (const route of deprecated)
      await assertRefused(send(server, route), 410, "API_VERSION_RETIRED", route);
  });
});

test("every operation that needs a key answers 500 when something unexpected fails", async () => {
  await withServer({}, async (server) => {
    await server.database.write("system", "system:test", (tx) =>
      tx.query({ text: "ALTER TABLE api_keys RENAME COLUMN scopes TO gone" }),
    );
    for (const route of withKey) await assertRefused(send(server, route), 500, "INTERNAL_ERROR", route);
  });
});

test("every operation without a key answers 500 when something unexpected fails", async (t) => {
  await withServer({}, async (server) => {
    t.mock.method(MemoryRateLimiter.prototype, "consume", () => Promise.reject(new Error("unexpected")));
    for (const route of withoutKey) await assertRefused(send(server, route), 500, "INTERNAL_ERROR", route);
  });
});

test("every operation that needs the database answers 503 while it can't be reached, the others as ever", async () => {
  const unreachable = new Database({ url: "postgres://127.0.0.1:1/none", clock: new VirtualClock() });
  const server = await testServer({}, unreachable);
  try {
    const needing = ROUTES.filter(({ operation }) => operation.errors.includes("SERVICE_UNAVAILABLE"));
    for (const route of needing) await assertRefused(send(server, route), 503, "SERVICE_UNAVAILABLE", route);
    const others = ROUTES.filter((route) => !needing.includes(route));
    assert.ok(others.length > 5);
    for (const route of others) assert.ok((await send(server, route)).status < 500, route.path);
  } finally {
    await server.close();
    await unreachable.close();
  }
});
