import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { afterEach, beforeEach, test } from "node:test";
import type { LoggedAttempt } from "@ledgerport/engine";
import { type Receiver, startReceiver, status } from "./support/receiver.ts";
import { type Running, World } from "./support/world.ts";

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

/** Has one delivery attempted, and gives the attempt as it is in the log. */
async function attemptAt(
  url: string,
  meanwhile: (deliverer: Running) => Promise<void> = async () => {},
): Promise<LoggedAttempt> {
  const subscription = await world.subscribe(url);
  const deliverer = world.start();
  const id = await world.queue(subscription);
  await meanwhile(deliverer);
  await deliverer.recorded(1);
  await deliverer.stop();
  const { attempts } = await world.delivery(id);
  assert.equal(attempts.length, 1);
  return attempts[0] ?? assert.fail("there was no attempt");
}

test("an endpoint that hangs is given up after 15 seconds, and its connection is closed", async () => {
  receiver.answer = () => {};
  const attempt = await attemptAt(receiver.url, async (deliverer) => {
    await receiver.got(1);
    world.clock.advance(14_999);
    assert.deepEqual(deliverer.outcomes, []);
    world.clock.advance(1);
    await receiver.lost(1);
  });
  assert.equal(attempt.error, "The endpoint did not answer within 15 seconds");
  assert.equal(attempt.durationMs, 15_000);
  assert.equal(attempt.statusCode, null);
});

test("a name that never resolves is given up after 15 seconds", async () => {
  const subscription = await world.subscribe("http://hooks.example.com/");
  const asked = Promise.withResolvers<void>();
  const deliverer = world.start(
    {},
    {
      resolve: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    },
  );
  const id = await world.queue(subscription);
  await asked.promise;
  world.clock.advance(15_000);
  await deliverer.recorded(1);
  await deliverer.stop();
  const { attempts } = await world.delivery(id);
  assert.equal(attempts[0]?.error, "The endpoint did not answer within 15 seconds");
});

test("a success counts also when its body never ends", async () => {
  receiver.answer = (response) => void response.writeHead(200).write("the beginning");
  const answered = Promise.withResolvers<void>();
  const channel = "http.client.response.finish";
  const onAnswer = (): void => answered.resolve();
  subscribe(channel, onAnswer);
  const attempt = await attemptAt(receiver.url, async () => {
    await answered.promise;
    world.clock.advance(15_000);
  });
  unsubscribe(channel, onAnswer);
  assert.equal(attempt.statusCode, 200);
  assert.equal(attempt.error, null);
});

test("of a huge answer the first KiB is kept, and the connection is cut", async () => {
  receiver.answer = (response) => {
    response.writeHead(200);
    pour(response);
  };
  const attempt = await attemptAt(receiver.url, () => receiver.lost(1));
  assert.equal(attempt.statusCode, 200);
  assert.equal(attempt.responseExcerpt, `x${"é".repeat(511)}`);
});

/** Writes for as long as anybody listens: one byte, then letters of two, so that the limit cuts one in two. */
function pour(response: ServerResponse): void {
  const chunk = "é".repeat(32_768);
  response.write("x");
  const more = (): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) more();
    else response.once("drain", more);
  };
  more();
}

test("an answer that is no text, with characters that no database takes, can be logged", async () => {
  receiver.answer = (response) => response.writeHead(500).end(Buffer.from([0x61, 0x00, 0xff, 0x62]));
  const { responseExcerpt } = await attemptAt(receiver.url);
  assert.equal(responseExcerpt, "a\uFFFD\uFFFDb");
});

test("a connection that is dropped instead of an answer is a failure", async () => {
  receiver.answer = (response) => response.destroy();
  const attempt = await attemptAt(receiver.url);
  assert.equal(attempt.error, "The endpoint closed the connection without an answer (ECONNRESET)");
  assert.equal(attempt.statusCode, null);
});

test("an answer that breaks off after its status counts by its status", async () => {
  receiver.answer = (response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half of", () => response.destroy());
  };
  const attempt = await attemptAt(receiver.url);
  assert.equal(attempt.statusCode, 200);
  assert.equal(attempt.error, null);
});

test("an endpoint where nobody listens refuses the connection", async () => {
  await receiver.close();
  const { error } = await attemptAt(receiver.url);
  assert.equal(error, "The endpoint refused the connection (ECONNREFUSED)");
  receiver = await startReceiver();
});

test("an endpoint that speaks something else than HTTP is a failure", async () => {
  const server = createServer((socket) => socket.on("error", () => {}).end("220 mail.example.com ESMTP\r\n"));
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const { error } = await attemptAt(`http://127.0.0.1:${port}/`);
  server.close();
  assert.match(error ?? "", /^The endpoint's answer is not HTTP \(HPE_/);
});

test("an endpoint that wants to switch protocols has not succeeded", async () => {
  receiver.answer = (response) => response.writeHead(101, { connection: "upgrade", upgrade: "other" }).end();
  const { statusCode, error } = await attemptAt(receiver.url);
  assert.equal(statusCode, null);
  assert.notEqual(error, null);
});

test("a kept connection is used again, by its own subscription only", async () => {
  const [one, other] = [await world.subscribe(receiver.url), await world.subscribe(receiver.url)];
  const deliverer = world.start();
  for (const [at, subscription] of [one, one, other, one].entries()) {
    await world.queue(subscription);
    await deliverer.recorded(at + 1);
  }
  await deliverer.stop();
  assert.deepEqual(
    receiver.received.map(({ connection }) => connection),
    [1, 1, 2, 1],
  );
});

test("a kept connection that the endpoint has closed meanwhile costs no attempt", async () => {
  const subscription = await world.subscribe(receiver.url);
  // The connection is cut when the second request is there, which the sender can't tell from one cut before.
  receiver.answer = (response, _, number) => {
    if (number === 2) response.destroy();
    else status(200)(response, _, number);
  };
  const deliverer = world.start();
  const ids = [];
  for (const attempt of [1, 2]) {
    ids.push(await world.queue(subscription));
    await deliverer.recorded(attempt);
  }
  await deliverer.stop();
  assert.deepEqual(deliverer.outcomes, ["delivered", "delivered"]);
  assert.deepEqual(
    receiver.received.map(({ headers }) => headers["webhook-id"]),
    [ids[0], ids[1], ids[1]],
  );
});

test("no connection is left open when a deliverer has stopped", async () => {
  await attemptAt(receiver.url);
  await receiver.lost(1);
});
