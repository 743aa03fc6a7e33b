import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { testServer } from "@ledgerport/testkit";
import { type Client, type CompanyEvent, LedgerportError, createClient } from "../src/index.ts";
import { COMPANY_ID, testClient, testClock } from "./support/client.ts";
import { id } from "./support/resources.ts";
import { answer, script } from "./support/scripted-server.ts";

const DRAFT = { endpointUrl: "https://erp.example/hooks", eventTypes: ["v3.export-job.created"] };

function event(sequence: number): CompanyEvent {
  const createdAt = "2025-05-23T15:21:32Z";
  return { sequence, eventId: id(sequence), eventType: "v1.export-job.created", createdAt, data: {} };
}

const events = (numbers: readonly number[], firstSequence: number, lastSequence: number) =>
  answer(200, { data: numbers.map(event), firstSequence, lastSequence });

async function sequencesOf(client: Client, after?: number): Promise<number[]> {
  const input = { pageSize: 2, ...(after !== undefined && { after }) };
  const all = await Array.fromAsync(client.platform.events.listAll(COMPANY_ID, input));
  return all.map(({ sequence }) => sequence);
}

test("events are taken a stretch at a time up to the newest, and none twice", async (t) => {
  // One more happens between the server's two looks: the stretch is empty, but its end is not the newest.
  const stretches = [events([4, 5], 1, 6), events([], 1, 6), events([6], 1, 6)] as const;
  const server = await script(t, ...stretches);
  const { client } = testClient(server.baseUrl);
  assert.deepEqual(await sequencesOf(client, 3), [4, 5, 6]);
  assert.deepEqual(
    server.received.map(({ query }) => [query.get("after"), query.get("limit")]),
    [
      ["3", "2"],
      ["5", "2"],
      ["5", "2"],
    ],
  );
});

test("events that the server no longer has are missed aloud, unless nobody asked for them", async (t) => {
  const dropped = await script(t, events([8, 9], 8, 9));
  const { client } = testClient(dropped.baseUrl);
  assert.deepEqual(await sequencesOf(client), [8, 9]);
  assert.deepEqual(await sequencesOf(client, 7), [8, 9]);
  await assert.rejects(sequencesOf(client, 6), (error) => {
    return (
      error instanceof LedgerportError && /after number 6 are missing.* from number 8/.test(error.message)
    );
  });
  const holed = await script(t, events([2, 4], 1, 4));
  await assert.rejects(sequencesOf(testClient(holed.baseUrl).client, 1), /after number 2 are missing/);
});

/**
 * A network that loses the answer to the first POST, after the server has done what was asked. It passes no `Date` on:
 * the server's is the machine's, its timestamps are not.
 */
function losingFirstPost(): typeof fetch {
  let lost = false;
  return async (input, init) => {
    const received = await fetch(input, init);
    const headers = new Headers(received.headers);
    headers.delete("date");
    if (lost || init?.method !== "POST")
      return new Response(received.body, { status: received.status, headers });
    lost = true;
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
  };
}

async function company(t: TestContext) {
  const server = await testServer();
  t.after(() => server.close());
  const { id: companyId, key } = await server.company();
  const options = { baseUrl: server.address, apiKey: key, clock: testClock(), timeoutMs: 29_999 };
  return {
    companyId,
    client: createClient(options),
    unlucky: createClient({ ...options, fetch: losingFirstPost() }),
  };
}

test("a subscription whose answer was lost is found again, and made once", async (t) => {
  const { client, unlucky } = await company(t);
  const before = await client.webhooks.subscriptions.create({ ...DRAFT, eventTypes: ["v1.vendor.created"] });
  const made = await unlucky.webhooks.subscriptions.create(DRAFT);
  assert.deepEqual(made.eventTypes, DRAFT.eventTypes);
  const all = await Array.fromAsync(client.webhooks.subscriptions.listAll(), (one) => one.id);
  assert.deepEqual(all, [before.id, made.id]);
});

test("subscriptions are made, found, changed, tested, rotated and ended on a real server", async (t) => {
  const { companyId, client, unlucky } = await company(t);
  const { subscriptions } = client.webhooks;
  const { id: one } = await subscriptions.create(DRAFT);
  assert.equal((await subscriptions.list({ eventTypes: DRAFT.eventTypes })).data.length, 1);
  assert.equal((await subscriptions.list({ status: "INACTIVE" })).data.length, 0);
  const replaced = await subscriptions.replace(one, { ...DRAFT, customHeaders: { "x-tenant": "nordic" } });
  assert.deepEqual((await subscriptions.get(one)).customHeaders, replaced.customHeaders);

  const platform = client.platform.webhooks;
  assert.deepEqual(await platform.updateSettings(one, { envelope: "flat" }), { envelope: "flat" });
  const first = await subscriptions.secret(one);
  const rotated = await unlucky.platform.webhooks.rotateSecret(one);
  assert.notEqual(rotated.secretKey, first);
  assert.equal(
    await subscriptions.secret(one),
    rotated.secretKey,
    "rotated once, though its answer was lost",
  );

  const queued = await platform.test(one);
  assert.equal(queued.eventType, "v1.webhook.test");
  const logged = await Array.fromAsync(platform.deliveries.listAll(one, { status: "pending" }));
  assert.deepEqual(logged, [queued]);
  assert.equal((await platform.deliveries.redeliver(queued.id)).id, queued.id);
  const since = "2025-05-23T00:00:00Z";
  assert.deepEqual(await platform.deliveries.redeliverRange(one, { since }), { queued: 0, more: false });
  assert.deepEqual(await client.platform.events.list(companyId), {
    data: [],
    firstSequence: 1,
    lastSequence: 0,
  });

  await subscriptions.delete(one);
  const done = await Array.fromAsync(subscriptions.activitiesAll(one), (activity) => activity.operationType);
  assert.equal(done[0], "CREATE");
  assert.equal(done.at(-1), "DELETE");
  const updates = await subscriptions.activities(one, { operationTypes: ["UPDATE"] });
  assert.ok(updates.data.length >= 1);
});
