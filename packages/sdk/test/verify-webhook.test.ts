import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import {
  WebhookVerificationError,
  isExportJobEvent,
  isVendorEvent,
  signWebhook,
  verifyWebhook,
} from "../src/index.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
const NOW = new Date("2025-05-23T15:21:32Z");
const clock = { now: () => NOW };
const event = { data: { id: "j" }, eventId: "e-1", eventType: "v3.export-job.created" };

/** A delivery signed by the public library, which is the judge of the scheme. */
function signed(body: string, at = NOW, secret = SECRET) {
  return {
    body,
    headers: {
      "Webhook-Id": "msg_1",
      "Webhook-Timestamp": String(Math.floor(at.getTime() / 1000)),
      "Webhook-Signature": new Webhook(secret).sign("msg_1", at, body),
    },
  };
}

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof WebhookVerificationError && message.test(error.message);

test("an event is read from the top, from payload, and from both", async () => {
  for (const body of [event, { payload: event }, { ...event, payload: event }]) {
    assert.deepEqual(await verifyWebhook(signed(JSON.stringify(body)), { secret: SECRET, clock }), event);
  }
});

test("bytes, fetch headers and a rotated secret are taken as well", async () => {
  const { body, headers } = signed(JSON.stringify(event));
  const delivery = { body: new TextEncoder().encode(body), headers: new Headers(headers) };
  assert.deepEqual(await verifyWebhook(delivery, { secret: [OTHER, SECRET], clock }), event);
});

test("a delivery with two signatures fits the holder of either secret", async () => {
  const body = JSON.stringify(event);
  const delivery = signed(body);
  const both = `${signed(body, NOW, OTHER).headers["Webhook-Signature"]} ${delivery.headers["Webhook-Signature"]}`;
  const headers = { ...delivery.headers, "Webhook-Signature": both };
  for (const secret of [SECRET, OTHER]) {
    assert.deepEqual(await verifyWebhook({ body, headers }, { secret, clock }), event);
  }
});

test("a changed body, another secret and a changed id are refused", async () => {
  const delivery = signed(JSON.stringify(event));
  const options = { secret: SECRET, clock };
  await assert.rejects(
    verifyWebhook({ ...delivery, body: `${delivery.body} ` }, options),
    refused(/No signature/),
  );
  await assert.rejects(verifyWebhook(delivery, { ...options, secret: OTHER }), refused(/No signature/));
  const headers = { ...delivery.headers, "Webhook-Id": "msg_2" };
  await assert.rejects(verifyWebhook({ ...delivery, headers }, options), refused(/No signature/));
});

test("a timestamp is taken up to the tolerance and refused beyond it, in both directions", async () => {
  for (const seconds of [300, -300]) {
    const at = new Date(NOW.getTime() + seconds * 1000);
    await verifyWebhook(signed(JSON.stringify(event), at), { secret: SECRET, clock });
  }
  for (const seconds of [301, -301]) {
    const at = new Date(NOW.getTime() + seconds * 1000);
    await assert.rejects(
      verifyWebhook(signed(JSON.stringify(event), at), { secret: SECRET, clock }),
      refused(/301 seconds/),
    );
  }
  const old = signed(JSON.stringify(event), new Date(NOW.getTime() - 11_000));
  await assert.rejects(
    verifyWebhook(old, { secret: SECRET, clock, toleranceSeconds: 10 }),
    refused(/11 seconds/),
  );
});

test("a missing header, a signature of another version, no JSON and no event are refused", async () => {
  const delivery = signed(JSON.stringify(event));
  const options = { secret: SECRET, clock };
  for (const name of ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"]) {
    const headers = { ...delivery.headers, [name]: undefined };
    await assert.rejects(verifyWebhook({ ...delivery, headers }, options), refused(/no single header/));
  }
  const headers = { ...delivery.headers, "Webhook-Signature": "v1a,AAAA not-one" };
  await assert.rejects(verifyWebhook({ ...delivery, headers }, options), refused(/No signature/));
  await assert.rejects(verifyWebhook(signed("no json"), options), refused(/not JSON/));
  await assert.rejects(verifyWebhook(signed("{}"), options), refused(/no event/));
  await assert.rejects(verifyWebhook(delivery, { ...options, secret: "whsec_" }), TypeError);
});

test("events are told apart by their names, in every version and spelling", () => {
  const named = (eventType: string) => ({ eventId: "e", eventType, data: null });
  assert.ok(isExportJobEvent(named("v1.export-job.completed_with_errors")));
  assert.ok(isExportJobEvent(named("v2.export.job-created")));
  assert.ok(isVendorEvent(named("v3.vendor.created")));
  assert.ok(!isExportJobEvent(named("v1.export-job.paused")) && !isVendorEvent(named("v1.vendor.archived")));
});

test("what signWebhook signs is what the public library signs, and is genuine", async () => {
  for (const body of [JSON.stringify({ ...event, data: "Käse" }), ""]) {
    const headers = await signWebhook({ id: "msg_1", at: new Date(NOW.getTime() + 999), body }, SECRET);
    const { headers: expected } = signed(body);
    assert.equal(headers["webhook-signature"], expected["Webhook-Signature"]);
    assert.equal(headers["webhook-timestamp"], expected["Webhook-Timestamp"]);
    const bytes = new TextEncoder().encode(body);
    assert.deepEqual(await signWebhook({ id: "msg_1", at: NOW, body: bytes }, SECRET), headers);
  }
  await assert.rejects(signWebhook({ id: "msg_1", at: NOW, body: "{}" }, "whsec_"), TypeError);
});
