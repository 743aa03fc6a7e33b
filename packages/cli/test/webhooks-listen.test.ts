import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type WebhookEvent, verifyWebhook } from "@ledgerport/sdk";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { directory } from "./support/files.ts";
import { type Ran, runWith } from "./support/fake-io.ts";
import { type Received, startReceiver } from "./support/receiver.ts";

/** Milliseconds: unlike any other wait. */
const EVERY_MS = 7_000;
const LIMIT_MS = 15_000;

let server: TestServer;

before(async () => {
  server = await testServer();
});
after(() => server.close());

const as = (key: string, args: readonly string[], stdin = ""): Promise<Ran> =>
  runWith(args, { stdin, env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key } });

/** A company's key; of its job two events have happened: created and started. */
async function keyWithTwoEvents(): Promise<string> {
  const { key } = await server.company();
  await as(key, ["contra-accounts", "set", "EUR:1361:Wallet"]);
  const amount = { inWalletCurrency: { currency: "EUR", value: 100 } };
  const row = { externalRef: "1", type: "card_purchase", date: "2025-05-01", amount };
  await as(key, ["entries", "import", "-"], JSON.stringify(row));
  for (const event of ["export-job.created", "export-job.started"]) {
    const ran = await as(key, ["webhooks", "trigger", event]);
    assert.equal(ran.exitCode, 0, ran.err);
  }
  return key;
}

interface Listened extends Ran {
  /** Milliseconds waited between attempts. */
  waits: number[];
}

/** Listens until there is nothing more to forward, and then interrupts. */
async function listen(
  key: string,
  args: readonly string[],
  onLimit: (signal: AbortSignal) => Promise<unknown> = (signal) => once(signal, "abort"),
): Promise<Listened> {
  const stop = new AbortController();
  const waits: number[] = [];
  const ran = await runWith(["webhooks", "listen", "--every", String(EVERY_MS / 1000), ...args], {
    env: { LEDGERPORT_URL: server.address, LEDGERPORT_KEY: key },
    signal: stop.signal,
    async onSleep(milliseconds, signal) {
      if (milliseconds === LIMIT_MS && signal !== undefined) await onLimit(signal);
      else if (milliseconds === EVERY_MS) stop.abort();
      else waits.push(milliseconds);
      signal?.throwIfAborted();
    },
  });
  return { ...ran, waits };
}

function genuine(received: readonly Received[], secret: string): Promise<WebhookEvent[]> {
  return Promise.all(received.map((delivery) => verifyWebhook(delivery, { secret })));
}

test("events are forwarded in their order, signed by the printed secret, whatever the receiver does meanwhile", async (t) => {
  const key = await keyWithTwoEvents();
  const receiver = await startReceiver(t, 503, (response) => response.destroy(), 302, 200, 204);
  const ran = await listen(key, ["--forward-to", receiver.url, "--after", "0"]);
  assert.equal(ran.exitCode, 0, ran.err);
  const secret = /^Secret: (whsec_\S+)$/m.exec(ran.err)?.[1] ?? assert.fail(ran.err);
  const events = await genuine(receiver.received, secret);
  const created = "v1.export-job.created";
  assert.deepEqual(
    events.map((event) => event.eventType),
    [created, created, created, created, "v1.export-job.started"],
  );
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  assert.equal(new Set(ids.slice(0, 4)).size, 1, "the same over all attempts");
  assert.notEqual(ids[3], ids[4]);
  assert.deepEqual(ran.waits, [1000, 2000, 4000]);
  assert.match(ran.err, /Event 1 was not taken \(it answered 503\), trying again in 1 s\./);
  assert.match(ran.err, /not taken \([^)]+\), trying again in 2 s\./);
  assert.match(
    ran.out,
    /^1 v1\.export-job\.created \S+ -> 200, attempt 4\n2 v1\.export-job\.started \S+ -> 204\n$/,
  );
});

test("both envelopes are in the body, under the names of the version asked for, and --json tells event by event", async (t) => {
  const key = await keyWithTwoEvents();
  const receiver = await startReceiver(t);
  const ran = await listen(key, [
    "--forward-to",
    receiver.url,
    "--after",
    "1",
    "--api-version",
    "v3",
    "--json",
  ]);
  const { payload, ...flat } = JSON.parse(receiver.received[0]?.body ?? "");
  assert.deepEqual(payload, flat);
  assert.equal(flat.eventType, "v3.export-job.started");
  assert.equal(flat.data.status, "in_progress");
  const line = JSON.parse(ran.out);
  assert.deepEqual([line.sequence, line.eventId, line.status, line.attempts], [2, flat.eventId, 204, 1]);
});

test("without a number only what happens from now on is forwarded; a place is gone on from", async (t) => {
  const key = await keyWithTwoEvents();
  const receiver = await startReceiver(t);
  const path = join(await directory(t), "events.place");
  const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  const args = ["--forward-to", receiver.url, "--place", path, "--secret", secret];
  const first = await listen(key, args);
  assert.deepEqual([first.exitCode, first.out], [0, ""]);
  assert.ok(!first.err.includes(secret), "a secret that was given is not printed");
  await as(key, ["webhooks", "trigger", "export-job.failed"]);
  await listen(key, args);
  const events = await genuine(receiver.received, secret);
  assert.deepEqual(
    events.map((event) => event.eventType),
    ["v1.export-job.failed"],
  );
  assert.equal(JSON.parse(await readFile(path, "utf8")).sequence, 3);
  const { key: other } = await server.company();
  const foreign = await listen(other, args);
  assert.equal(foreign.exitCode, 2, foreign.err);
});

test("a receiver that never answers is given up after 15 s and tried again", async (t) => {
  const key = await keyWithTwoEvents();
  const hanging = Promise.withResolvers<void>();
  const receiver = await startReceiver(t, () => hanging.resolve());
  let limits = 0;
  const ran = await listen(key, ["--forward-to", receiver.url, "--after", "1"], (signal) => {
    limits += 1;
    return limits === 1 ? hanging.promise : once(signal, "abort");
  });
  assert.match(ran.err, /Event 2 was not taken \(no answer in 15 s\)/);
  assert.match(ran.out, /-> 204, attempt 2\n$/);
});

test("a receiver that answers 410 ends it, and the place is kept", async (t) => {
  const key = await keyWithTwoEvents();
  const receiver = await startReceiver(t, 204, 410);
  const path = join(await directory(t), "events.place");
  const args = ["--forward-to", receiver.url, "--after", "0", "--place", path];
  const ran = await listen(key, args);
  assert.equal(ran.exitCode, 1);
  assert.match(ran.err, /wants no more events/);
  assert.equal(JSON.parse(await readFile(path, "utf8")).sequence, 1);
});

test("a key made for an integration brings events about and listens to them, and a key without its scopes does not", async (t) => {
  const company = await server.company();
  await as(company.key, ["contra-accounts", "set", "EUR:1361:Wallet"]);
  const amount = { inWalletCurrency: { currency: "EUR", value: 100 } };
  const row = { externalRef: "1", type: "card_purchase", date: "2025-05-01", amount };
  await as(company.key, ["entries", "import", "-"], JSON.stringify(row));
  const making = ["keys", "create", "ERP bridge", "--for", "integration", "--company", company.id, "--json"];
  const { key } = JSON.parse((await as(server.adminKey, making)).out);
  for (const event of ["vendor.created", "export-job.created", "export-job.started"]) {
    const ran = await as(key, ["webhooks", "trigger", event]);
    assert.equal(ran.exitCode, 0, ran.err);
  }
  const { url, received } = await startReceiver(t);
  const ran = await listen(key, ["--forward-to", url, "--after", "0"]);
  assert.equal(ran.exitCode, 0, ran.err);
  assert.equal(received.length, 3);
  const vendorsOnly = await server.key({ companyId: company.id }, ["vendors:read"]);
  const refused = await as(vendorsOnly, ["webhooks", "listen", "--forward-to", url]);
  assert.equal(refused.exitCode, 4);
  assert.match(refused.err, /platform:read/);
});
