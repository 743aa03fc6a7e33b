import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { type IncomingMessage, createServer } from "node:http";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import {
  Company,
  CompanyEvents,
  ExportJob,
  ImportResult,
  Subscription,
  SubscriptionSecret,
} from "@ledgerport/contract";
import { TestAnswer, type TestDatabase, VirtualClock, testDatabase } from "@ledgerport/testkit";
import { Webhook } from "standardwebhooks";
import { defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { startServer } from "../src/process/start-server.ts";
import { entryRow } from "./support/entries.ts";

let base: TestDatabase;
before(async () => {
  base = await testDatabase();
});
after(() => base.close());

const adminKey = "admin-key-of-this-test";

/** A receiver whose first request is to be had, with its body. */
async function startReceiver() {
  const arrived = Promise.withResolvers<{ request: IncomingMessage; body: string }>();
  const receiver = createServer((request, response) => {
    void text(request).then((body) => {
      response.writeHead(204).end();
      arrived.resolve({ request, body });
    });
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, arrived: arrived.promise, close: () => receiver.close() };
}

test("a running server sends what it tells of, signed, and counts it", async () => {
  const receiver = await startReceiver();
  const server = await startServer(
    {
      ...defaults,
      port: 0,
      databaseUrl: base.url,
      adminKey,
      webhookAllowHttp: true,
      webhookAllowNetworks: ["127.0.0.0/8"],
      webhookEnvelope: "flat",
    },
    { logger: createLogger(new VirtualClock(), { level: "error", stream: process.stderr }) },
  );
  const ask = async (method: string, path: string, body?: unknown): Promise<TestAnswer> => {
    const headers = { authorization: `Bearer ${adminKey}`, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${server.url}${path}`, { method, headers, ...sent });
    return new TestAnswer(answer.status, answer.headers, await answer.text());
  };
  try {
    const made = await ask("POST", "/platform/v1/companies", { name: "Works", defaultCurrency: "EUR" });
    const { id } = made.one(Company);
    const subscription = (
      await ask("POST", `/v1/subscriptions?company_id=${id}`, {
        endpointUrl: receiver.url,
        eventTypes: ["v2.export-job.created"],
      })
    ).one(Subscription);
    const { secretKey } = (await ask("GET", `/v1/subscriptions/${subscription.id}/secret`)).one(
      SubscriptionSecret,
    );
    const entryId = "0197a3c2-7000-7b00-8c00-000000000001";
    const rows = [entryRow("a", { id: entryId, type: "out_of_pocket" })];
    const imported = await ask("POST", `/platform/v1/companies/${id}/entries:import`, rows);
    assert.equal(imported.one(ImportResult).created, 1);
    const job = (await ask("POST", "/v3/export-jobs", { companyId: id, accountingEntryIds: [entryId] })).one(
      ExportJob,
    );
    const { request, body } = await receiver.arrived;
    const headers = Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
        name,
        String(request.headers[name]),
      ]),
    );
    const told: unknown = new Webhook(secretKey).verify(body, headers);
    const events = (await ask("GET", `/platform/v1/companies/${id}/events`)).as(CompanyEvents);
    const eventId = events.data[0]?.eventId;
    assert.deepEqual(told, { data: job, eventId, eventType: "v2.export-job.created" });
    const metrics = (await ask("GET", "/metrics")).text;
    for (const name of ["attempts_total", "deliveries_pending", "oldest_pending_age_seconds"]) {
      assert.ok(metrics.includes(`ledgerport_webhook_${name}`), name);
    }
  } finally {
    await server.close();
    receiver.close();
  }
});
