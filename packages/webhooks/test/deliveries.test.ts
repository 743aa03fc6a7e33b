import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { type Receiver, startReceiver, status } from "./support/receiver.ts";
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

test("a delivery arrives with the stored body, our headers, the custom ones and the credentials, and is logged", async () => {
  const subscription = await world.subscribe(`${receiver.url}hooks?for=ledger`, {
    customHeaders: { "X-Tenant": "acme" },
    endpointAuth: { type: "BASIC", credentials: { username: "ledger", password: "secret" } },
  });
  receiver.answer = (response) => response.writeHead(202).end("thank you");
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  await deliverer.stop();

  const [received] = receiver.received;
  assert.ok(received);
  assert.equal(received.path, "/hooks?for=ledger");
  assert.equal(received.headers["webhook-id"], id);
  assert.equal(received.headers["content-type"], "application/json; charset=utf-8");
  assert.equal(received.headers["x-tenant"], "acme");
  assert.equal(received.headers.authorization, `Basic ${Buffer.from("ledger:secret").toString("base64")}`);
  assert.equal(received.body, await world.body(id));
  const { data, eventId, eventType, payload } = JSON.parse(received.body) as Record<string, unknown>;
  assert.deepEqual(payload, { data, eventId, eventType });
  const delivery = await world.delivery(id);
  assert.equal(delivery.status, "delivered");
  assert.partialDeepStrictEqual(delivery.attempts, [
    {
      number: 1,
      at: world.clock.now(),
      durationMs: 0,
      statusCode: 202,
      responseExcerpt: "thank you",
      error: null,
    },
  ]);
  assert.deepEqual(deliverer.outcomes, ["delivered"]);
  assert.deepEqual(deliverer.arrivals, [0]);
});

test("the signature over the bytes that arrive is verified by the Standard Webhooks library", async () => {
  const subscription = await world.subscribe(receiver.url);
  // The library takes the machine's time.
  world.clock.advance(new Date().getTime() - world.clock.now().getTime());
  const deliverer = world.start();
  await world.queue(subscription);
  await deliverer.recorded(1);
  await deliverer.stop();
  const { headers, body } = receiver.received[0] ?? assert.fail("nothing has arrived");
  const judge = new Webhook(await world.secret(subscription));
  assert.deepEqual(judge.verify(body, headers as Record<string, string>), JSON.parse(body));
});

test("a failure is tried again under the same id with the same bytes, signed anew", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = (response, _, number) => response.writeHead(number === 1 ? 500 : 200).end();
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  const waiting = await world.delivery(id);
  assert.equal(waiting.status, "pending");
  assert.equal((waiting.nextAttemptAt?.getTime() ?? 0) - world.clock.now().getTime(), 5000);
  assert.equal(waiting.attempts[0]?.error, "The endpoint answered 500");

  world.pass(deliverer, 5000);
  await deliverer.recorded(2);
  await deliverer.stop();
  const [first, second] = receiver.received;
  assert.equal(first?.headers["webhook-id"], id);
  assert.equal(second?.headers["webhook-id"], id);
  assert.equal(second?.body, first?.body);
  assert.equal(Number(second?.headers["webhook-timestamp"]) - Number(first?.headers["webhook-timestamp"]), 5);
  assert.notEqual(second?.headers["webhook-signature"], first?.headers["webhook-signature"]);
  const delivery = await world.delivery(id);
  assert.equal(delivery.status, "delivered");
  assert.deepEqual(
    delivery.attempts.map(({ statusCode }) => statusCode),
    [500, 200],
  );
});

test("a retry is not made before its time", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = status(500);
  const deliverer = world.start();
  await world.queue(subscription);
  await deliverer.recorded(1);
  world.pass(deliverer, 4999);
  await deliverer.stop();
  assert.equal(receiver.received.length, 1);
});

test("the schedule is gone through to its end, then the delivery has failed", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = status(503);
  const deliverer = world.start();
  const id = await world.queue(subscription);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await deliverer.recorded(attempt);
    const next = (await world.delivery(id)).nextAttemptAt;
    if (next === null) break;
    waits.push(next.getTime() - world.clock.now().getTime());
    world.pass(deliverer, next.getTime() - world.clock.now().getTime());
  }
  await deliverer.stop();
  assert.deepEqual(
    waits,
    [5, 300, 1800, 7200, 18_000, 36_000, 36_000].map((seconds) => seconds * 1000),
  );
  assert.equal((await world.delivery(id)).status, "failed");
  assert.equal((await world.subscription(subscription)).status, "ACTIVE");
  assert.equal(receiver.received.length, 8);
});

test("Retry-After puts the next attempt off", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = status(429, { "retry-after": "90" });
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  const next = (await world.delivery(id)).nextAttemptAt;
  assert.equal((next?.getTime() ?? 0) - world.clock.now().getTime(), 90_000);
  await deliverer.stop();
});

test("410 makes the subscription INACTIVE, and the log says so", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = status(410);
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await deliverer.recorded(1);
  await deliverer.stop();
  assert.equal((await world.delivery(id)).status, "failed");
  assert.equal((await world.subscription(subscription)).status, "INACTIVE");
  assert.deepEqual(deliverer.logged, [
    {
      level: "warn",
      fields: { subscriptionId: subscription, reason: "gone" },
      message: "a webhook subscription was set to INACTIVE",
    },
  ]);
});

test("five days without a success make the subscription INACTIVE, a success in between starts them anew", async () => {
  const subscription = await world.subscribe(receiver.url);
  receiver.answer = status(500);
  const deliverer = world.start();
  const day = 24 * 3600 * 1000;
  let attempts = 0;
  const send = async (): Promise<void> => {
    await world.queue(subscription);
    attempts += 1;
    await deliverer.recorded(attempts);
  };
  await send();
  receiver.answer = status(200);
  world.clock.advance(3 * day);
  // The first delivery falls due again with it.
  attempts += 1;
  await send();
  receiver.answer = status(500);
  await send();
  world.clock.advance(5 * day - 1000);
  attempts += 1;
  await send();
  assert.equal((await world.subscription(subscription)).status, "ACTIVE");
  world.clock.advance(1000);
  await send();
  await deliverer.stop();
  assert.equal((await world.subscription(subscription)).status, "INACTIVE");
  assert.deepEqual(deliverer.logged.at(-1)?.fields, { subscriptionId: subscription, reason: "failing" });
});

test("no redirect is followed", async () => {
  const elsewhere = await startReceiver();
  world.onClose(() => elsewhere.close());
  const subscription = await world.subscribe(receiver.url);
  for (const [at, code] of [301, 302, 303, 307, 308].entries()) {
    receiver.answer = status(code, { location: elsewhere.url });
    const deliverer = world.start();
    const id = await world.queue(subscription);
    await deliverer.recorded(1);
    await deliverer.stop();
    const [attempt] = (await world.delivery(id)).attempts;
    assert.equal(attempt?.statusCode, code);
    assert.equal(attempt.error, `The endpoint answered ${code}; redirects are not followed`);
    assert.equal(receiver.received.length, at + 1);
  }
  assert.equal(elsewhere.received.length, 0);
});
