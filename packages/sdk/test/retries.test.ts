import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ApiError,
  BadRequestError,
  ConnectionError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../src/index.ts";
import { testClient, testClock } from "./support/client.ts";
import { exportJob, exportJobItem, id, listOf } from "./support/resources.ts";
import {
  answer,
  breakOff,
  closedAddress,
  hang,
  page,
  refuse,
  reset,
  script,
} from "./support/scripted-server.ts";

const job = answer(200, { data: exportJob() });

test("waits as many seconds as Retry-After asks after 429, plus jitter, then goes on", async (t) => {
  const server = await script(t, refuse(429, "RATE_LIMIT_EXCEEDED", { "retry-after": "7" }), job);
  const { client, clock } = testClient(server.baseUrl);
  assert.equal((await client.exportJobs.get(id(900))).id, id(900));
  assert.deepEqual(clock.waits, [7000 + 125]);
});

test("understands Retry-After as an HTTP date", async (t) => {
  const at = "Fri, 23 May 2025 15:21:41 GMT";
  const server = await script(t, refuse(503, "SERVICE_UNAVAILABLE", { "retry-after": at }), job);
  const { client, clock } = testClient(server.baseUrl);
  await client.exportJobs.get(id(900));
  assert.deepEqual(clock.waits, [9000 + 125]);
});

for (const [headers, seconds] of [
  [{ ratelimit: '"default";r=0;t=31' }, 31],
  [{ ratelimit: "limit=600, remaining=0, reset=12" }, 12],
  [{ "x-ratelimit-reset": "5" }, 5],
  [{ "x-ratelimit-reset": String(Date.parse("2025-05-23T15:21:40Z") / 1000) }, 8],
] as const) {
  test(`without Retry-After, 429 waits for the limit's renewal: ${JSON.stringify(headers)}`, async (t) => {
    const server = await script(t, refuse(429, "RATE_LIMIT_EXCEEDED", headers), job);
    const { client, clock } = testClient(server.baseUrl);
    await client.exportJobs.get(id(900));
    assert.deepEqual(clock.waits, [seconds * 1000 + 125]);
  });
}

test("the rate limit's renewal is no reason to wait after 503", async (t) => {
  const server = await script(
    t,
    refuse(503, "SERVICE_UNAVAILABLE", { ratelimit: '"default";r=9;t=31' }),
    job,
  );
  const { client, clock } = testClient(server.baseUrl);
  await client.exportJobs.get(id(900));
  assert.deepEqual(clock.waits, [125]);
});

test("a wait longer than five minutes is left to the caller", async (t) => {
  const server = await script(t, refuse(429, "RATE_LIMIT_EXCEEDED", { "retry-after": "301" }));
  const { client, clock } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.get(id(900)), (error) => {
    assert.ok(error instanceof RateLimitError);
    assert.equal(error.retryAfter, 301);
    return true;
  });
  assert.deepEqual(clock.waits, []);
  assert.equal(server.received.length, 1);
});

test("jitter is anything up to a limit that doubles and then stays", async (t) => {
  const server = await script(t, refuse(500, "INTERNAL_ERROR"));
  const { client, clock } = testClient(server.baseUrl, { retries: 8, random: () => 0.999 });
  await assert.rejects(client.exportJobs.get(id(900)), ServerError);
  assert.deepEqual(clock.waits, [249, 499, 999, 1998, 3996, 7992, 15_984, 19_980]);
});

for (const [name, behaviour] of [
  ["500", refuse(500, "INTERNAL_ERROR")],
  ["502 from a proxy", page(502, "<html>Bad Gateway</html>")],
  ["503", refuse(503, "SERVICE_UNAVAILABLE")],
  ["504", page(504, "")],
  ["a reset connection", reset],
  ["an answer that breaks off", breakOff],
  ["a truncated JSON text", page(200, '{"data":[{"id"')],
  ["a page with status 200", page(200, "<html>Please log in to the guest network</html>")],
] as const) {
  test(`reading goes on after ${name}`, async (t) => {
    const server = await script(t, behaviour, behaviour, answer(200, listOf([exportJob()])));
    const { client } = testClient(server.baseUrl);
    assert.equal((await client.exportJobs.list()).data.length, 1);
    assert.equal(server.received.length, 3);
  });
}

test("gives up after the retries asked for, 0 included, with the last error", async (t) => {
  const server = await script(t, reset);
  const { client } = testClient(server.baseUrl, { retries: 2 });
  await assert.rejects(client.exportJobs.get(id(900)), ConnectionError);
  assert.equal(server.received.length, 3);
  await assert.rejects(client.exportJobs.get(id(900), { retries: 0 }), ConnectionError);
  assert.equal(server.received.length, 4);
});

test("a refusal is not repeated", async (t) => {
  const server = await script(t, refuse(400, "BAD_REQUEST"));
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.list(), BadRequestError);
  assert.equal(server.received.length, 1);
});

test("a server that is not there is a ConnectionError with its cause", async () => {
  const { client } = testClient(await closedAddress(), { retries: 1 });
  await assert.rejects(client.exportJobs.list(), (error) => {
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /GET v3\/export-jobs.*ECONNREFUSED/);
    assert.ok(error.cause instanceof Error);
    return true;
  });
});

test("an attempt that hangs ends with its time limit, and the next one may succeed", async (t) => {
  const clock = testClock();
  const server = await script(
    t,
    hang(() => clock.expire()),
    job,
  );
  const { client } = testClient(server.baseUrl, { clock });
  assert.equal((await client.exportJobs.get(id(900))).id, id(900));
  assert.equal(server.received.length, 2);
  assert.equal(clock.running, 0);
});

test("an answer whose body hangs ends with the time limit as well", async (t) => {
  const clock = testClock();
  const server = await script(t, (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"data":', () => clock.expire());
  });
  const { client } = testClient(server.baseUrl, { clock, retries: 0 });
  await assert.rejects(client.exportJobs.get(id(900)), TimeoutError);
});

test("an abort ends the call with the caller's reason, in an attempt and in a wait", async (t) => {
  const reason = new Error("shutting down");
  const inAttempt = new AbortController();
  const server = await script(
    t,
    hang(() => inAttempt.abort(reason)),
    reset,
  );
  const { client, clock } = testClient(server.baseUrl);
  await assert.rejects(client.exportJobs.list({}, { signal: inAttempt.signal }), (error) => error === reason);
  assert.equal(clock.running, 0);

  const inWait = new AbortController();
  const waiting = testClient(server.baseUrl, {
    clock: {
      now: () => clock.now(),
      sleep: async (milliseconds, signal) => {
        if (milliseconds < 1000) inWait.abort(reason);
        await clock.sleep(milliseconds, signal);
      },
    },
  });
  await assert.rejects(
    waiting.client.exportJobs.list({}, { signal: inWait.signal }),
    (error) => error === reason,
  );
  assert.equal(server.received.length, 2);
});

test("an update of items is sent again after a lost connection: a repeated status is accepted", async (t) => {
  const item = exportJobItem(id(1), id(900));
  const server = await script(t, reset, answer(200, { data: [item], errors: [] }));
  const { client } = testClient(server.baseUrl);
  const update = { accountingEntryId: id(1), status: "successful", externalId: "4711" } as const;
  const result = await client.exportJobs.items.update(id(900), [update]);
  assert.deepEqual(result, { data: [item], errors: [] });
  assert.deepEqual(
    server.received.map((request) => JSON.parse(request.body) as unknown),
    [[update], [update]],
  );
});

test("a deletion that was lost and then finds nothing has happened", async (t) => {
  const server = await script(t, reset, refuse(404, "ENTRY_NOT_FOUND"));
  const { client } = testClient(server.baseUrl);
  await client.platform.entries.delete(id(1));
  assert.equal(server.received.length, 2);
});

test("a deletion of what was never there is an error", async (t) => {
  const server = await script(t, refuse(429, "RATE_LIMIT_EXCEEDED"), refuse(404, "ENTRY_NOT_FOUND"));
  const { client } = testClient(server.baseUrl);
  await assert.rejects(client.platform.entries.delete(id(1)), ApiError);
});

test("a POST of the Platform API is repeated under one idempotency key, and waits for one that still runs", async (t) => {
  const organisation = { id: id(5), name: "Nordic Group", createdAt: "2025-05-23T15:21:32Z" };
  const server = await script(
    t,
    reset,
    refuse(409, "IDEMPOTENCY_KEY_IN_USE"),
    answer(201, { data: organisation }),
  );
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await client.platform.organisations.create({ name: "Nordic Group" }), organisation);
  await client.platform.organisations.create({ name: "Nordic Group" });
  const keys = server.received.map((request) => request.headers["idempotency-key"]);
  assert.equal(keys.length, 4);
  assert.equal(new Set(keys.slice(0, 3)).size, 1);
  assert.notEqual(keys[3], keys[0]);
  assert.match(String(keys[0]), /^[0-9a-f-]{36}$/);
});
