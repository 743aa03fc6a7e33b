import assert from "node:assert/strict";
import { test } from "node:test";
import type { EndpointAuth } from "@ledgerport/engine";
import { attemptHeaders } from "../src/sending/headers.ts";

const at = new Date("2025-05-23T15:21:32Z");
const body = Buffer.from('{"name":"Sébastien"}');

function headers(
  customHeaders: Record<string, string>,
  endpointAuth: EndpointAuth = { type: "NONE" },
): Record<string, string> {
  const secrets = [`whsec_${Buffer.alloc(32).toString("base64")}`];
  return attemptHeaders({ id: "the-id", secrets, customHeaders, endpointAuth }, body, at);
}
const ours = headers({});

test("an attempt says what it is", () => {
  assert.equal(ours["webhook-id"], "the-id");
  assert.equal(ours["webhook-timestamp"], "1748013692");
  assert.match(ours["webhook-signature"] ?? "", /^v1,[A-Za-z0-9+/]{43}=$/);
  assert.equal(ours["content-type"], "application/json; charset=utf-8");
  assert.equal(ours["content-length"], "21");
});

test("custom headers go along", () => {
  const sent = headers({ "X-Tenant": "acme", Authorization: "Bearer abc" });
  assert.deepEqual(sent, { "x-tenant": "acme", authorization: "Bearer abc", ...ours });
});

test("custom headers can't replace ours, in whatever case", () => {
  const names = [
    "webhook-id",
    "Webhook-Signature",
    "WEBHOOK-TIMESTAMP",
    "webhook-other",
    "Host",
    "CONTENT-LENGTH",
  ];
  const more = [
    "Content-Type",
    "transfer-encoding",
    "Connection",
    "Expect",
    "Upgrade",
    "TE",
    "Proxy-Authorization",
  ];
  for (const name of [...names, ...more]) assert.deepEqual(headers({ [name]: "other" }), ours, name);
});

test("custom headers can't bring another line in", () => {
  const names = ["x\r\ny", "x y", "x:", "", "é"];
  for (const name of names) assert.deepEqual(headers({ [name]: "value" }), ours, name);
  for (const value of ["a\r\nwebhook-id: other", "a\nb", "a\0b", "\u2028"]) {
    assert.deepEqual(headers({ "x-custom": value }), ours, JSON.stringify(value));
  }
});

test("Basic credentials are sent, and can't be replaced by a custom header", () => {
  const sent = (credentials: EndpointAuth["credentials"]): string | undefined =>
    headers({ Authorization: "Bearer abc" }, { type: "BASIC", ...(credentials && { credentials }) })[
      "authorization"
    ];
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
  assert.equal(sent({ username: "ledger", password: "pässword:1" }), basic("ledger:pässword:1"));
  assert.equal(sent({ username: "ledger" }), basic("ledger:"));
  assert.equal(sent({ token: "a-token" }), basic("a-token:"));
});
