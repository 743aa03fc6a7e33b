import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { signatureHeaders } from "../src/signing/signature.ts";

const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;
/** The library takes the time of the machine, and refuses what is older than five minutes. */
const at = new Date();

test("what is signed here is verified by the Standard Webhooks library, whatever the body", () => {
  fc.assert(
    fc.property(fc.json(), fc.uuid(), (text, id) => {
      const secret = newSecret();
      const headers = signatureHeaders({ id, at, body: Buffer.from(text) }, [secret]);
      assert.deepEqual(new Webhook(secret).verify(text, headers), JSON.parse(text));
    }),
  );
});

test("the library signs the same message with the same signature", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.uuid(), (text, id) => {
      const secret = newSecret();
      const headers = signatureHeaders({ id, at, body: Buffer.from(text) }, [secret]);
      assert.equal(headers["webhook-signature"], new Webhook(secret).sign(id, at, text));
    }),
  );
});

test("the specification's own example comes out to the byte", () => {
  const headers = signatureHeaders(
    {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      at: new Date(1_614_265_330_000),
      body: Buffer.from('{"test": 2432232314}'),
    },
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  );
  assert.deepEqual(headers, {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("during a rotation both the new and the old secret verify, and no other", () => {
  const [present, previous, other] = [newSecret(), newSecret(), newSecret()];
  const headers = signatureHeaders({ id: "some-id", at, body: Buffer.from("{}") }, [present, previous]);
  for (const secret of [present, previous]) assert.deepEqual(new Webhook(secret).verify("{}", headers), {});
  assert.throws(() => new Webhook(other).verify("{}", headers), /No matching signature/);
});

test("a changed body, id or time is found out", () => {
  const secret = newSecret();
  const headers = signatureHeaders({ id: "some-id", at, body: Buffer.from('{"a":1}') }, [secret]);
  const judge = new Webhook(secret);
  assert.throws(() => judge.verify('{"a":2}', headers));
  assert.throws(() => judge.verify('{"a":1}', { ...headers, "webhook-id": "another" }));
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  assert.throws(() => judge.verify('{"a":1}', { ...headers, "webhook-timestamp": later }));
});
