import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { testServer } from "@ledgerport/testkit";
import { createDeliverer, delivererDefaults } from "@ledgerport/webhooks";
import { type ReceiverOptions, createReceiver } from "../examples/webhook-receiver.ts";
import { type WebhookEvent, createClient, isExportJobEvent, signWebhook } from "../src/index.ts";
import { id } from "./support/resources.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const NOW = new Date("2025-05-23T15:21:32Z");
const EVENT = { data: null, eventId: id(1), eventType: "v1.export-job.created" };

/** Starts a receiver; it is stopped with the test. */
async function start(t: TestContext, options: Partial<ReceiverOptions>): Promise<string> {
  const receiver = createReceiver({
    secret: SECRET,
    clock: { now: () => NOW },
    onEvent: () => undefined,
    ...options,
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  t.after(async () => {
    receiver.close();
    receiver.closeAllConnections();
    await once(receiver, "close");
  });
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
}

async function post(url: string, body: string, secret = SECRET): Promise<number> {
  const headers = await signWebhook({ id: id(9), at: NOW, body }, secret);
  return (await fetch(url, { method: "POST", body, headers })).status;
}

test("a delivery of the server arrives, is known for genuine, and tells of the job as it was", async (t) => {
  const server = await testServer({ webhookAllowHttp: true });
  const deliverer = createDeliverer({
    database: server.database,
    config: { ...delivererDefaults, allowHttp: true, allowNetworks: ["127.0.0.0/8"] },
    log: { warn: assert.fail, error: assert.fail },
    metrics: { attempted: () => undefined, arrived: () => undefined, backlog: () => undefined },
  });
  // In this order, and before the receiver goes: a deliverer needs its database and who it delivers to until it stops.
  t.after(async () => {
    await deliverer.stop();
    await server.close();
  });
  const { id: companyId, key } = await server.company({ defaultCurrency: "SEK" });
  const client = createClient({ baseUrl: server.address, apiKey: key });
  const arrived = Promise.withResolvers<WebhookEvent>();
  const secret: string[] = [];
  const endpointUrl = await start(t, { secret, clock: server.clock, onEvent: arrived.resolve });
  const subscription = await client.webhooks.subscriptions.create({
    endpointUrl,
    eventTypes: ["v3.export-job.created"],
  });
  secret.push(await client.webhooks.subscriptions.secret(subscription.id));

  await client.platform.reference.contraAccounts.replace(companyId, [{ currency: "SEK", name: "Wallet" }]);
  const amount = { inWalletCurrency: { currency: "SEK", value: 100 } };
  const row = { externalRef: "1", type: "card_purchase", date: "2025-05-22", amount } as const;
  await client.platform.entries.import(companyId, [row]);
  const { data: entries } = await client.platform.entries.list(companyId);
  const job = await client.exportJobs.create({ accountingEntryIds: entries.map((entry) => entry.id) });

  deliverer.start();
  const event = await arrived.promise;
  assert.ok(isExportJobEvent(event));
  assert.equal(event.eventType, "v3.export-job.created");
  assert.deepEqual(event.data, job);
  const [pulled] = await Array.fromAsync(client.platform.events.listAll(companyId));
  assert.deepEqual([pulled?.eventId, pulled?.data], [event.eventId, job]);
});

test("an event that comes twice is acted upon once, also while the first is at work", async (t) => {
  const release = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let acted = 0;
  const url = await start(t, {
    onEvent() {
      acted += 1;
      begun.resolve();
      return release.promise;
    },
  });
  const first = post(url, JSON.stringify(EVENT));
  await begun.promise;
  const second = post(url, JSON.stringify({ payload: EVENT }));
  release.resolve();
  assert.deepEqual(await Promise.all([first, second, post(url, JSON.stringify(EVENT))]), [204, 204, 204]);
  assert.equal(acted, 1);
});

test("an event that could not be acted upon is asked for again", async (t) => {
  let acted = 0;
  const url = await start(t, {
    onEvent() {
      acted += 1;
      if (acted === 1) throw new Error("the disk is full");
    },
  });
  assert.equal(await post(url, JSON.stringify(EVENT)), 500);
  assert.equal(await post(url, JSON.stringify(EVENT)), 204);
  assert.equal(acted, 2);
});

test("what is not signed by the server is refused and not acted upon", async (t) => {
  const url = await start(t, { onEvent: () => assert.fail("acted upon") });
  const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
  assert.equal(await post(url, JSON.stringify(EVENT), other), 400);
  assert.equal((await fetch(url, { method: "POST", body: JSON.stringify(EVENT) })).status, 400);
  assert.equal((await fetch(url)).status, 405);
  assert.equal(await post(url, " ".repeat(1024 * 1024 + 1)), 413);
});
