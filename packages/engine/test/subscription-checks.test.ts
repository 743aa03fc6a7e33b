import assert from "node:assert/strict";
import { test } from "node:test";
import { DomainError } from "../src/shared/errors.ts";
import { checkDraft } from "../src/subscriptions/draft.ts";
import { maskedEndpointAuth } from "../src/subscriptions/endpoint-auth.ts";
import { MASK, maskedHeaders } from "../src/subscriptions/mask.ts";
import type { EndpointCredentials, SubscriptionDraft } from "../src/subscriptions/model.ts";
import { draft } from "./support/subscriber.ts";

const strict = { allowHttp: false };

function assertUnfit(changes: Partial<SubscriptionDraft>, param: string, rules = strict): void {
  assert.throws(
    () => checkDraft(draft(changes), rules),
    (error) => error instanceof DomainError && error.param === param,
    JSON.stringify(changes),
  );
}

test("a draft without more is ACTIVE and has neither headers nor credentials", () => {
  assert.deepEqual(checkDraft(draft(), strict), {
    endpointUrl: "https://erp.example/hooks",
    eventTypes: ["v1.export-job.created"],
    status: "ACTIVE",
    customHeaders: null,
    endpointAuth: null,
  });
});

test("event types that mean nothing are refused by name, and so are none and repeated ones", () => {
  assert.throws(
    () =>
      checkDraft(
        draft({ eventTypes: ["v1.export-job.created", "v1.nonsense", "v9.vendor.created"] }),
        strict,
      ),
    (error) =>
      error instanceof DomainError &&
      error.code === "BAD_REQUEST" &&
      error.param === "eventTypes" &&
      error.message.includes(
        "v1.nonsense, v9.vendor.created. There are v1.export-job.created, v1.export-job.started,",
      ),
  );
  assertUnfit({ eventTypes: [] }, "eventTypes");
  assertUnfit({ eventTypes: ["v1.vendor.created", "v1.vendor.created"] }, "eventTypes");
});

test("an endpoint by plain http is refused with the setting that would allow it", () => {
  assert.throws(() => checkDraft(draft({ endpointUrl: "http://erp.example" }), strict), {
    code: "BAD_REQUEST",
    param: "endpointUrl",
    message: /LEDGERPORT_WEBHOOK_ALLOW_HTTP=1$/,
  });
});

test("an endpoint is an absolute https URL without credentials and fragment", () => {
  const wrong = [
    "",
    "erp.example/hooks",
    "/hooks",
    "//erp.example",
    "ftp://erp.example",
    "file:///etc/passwd",
    "http://erp.example",
    "https://",
    "https://user@erp.example",
    "https://user:pass@erp.example",
    "https://erp.example/#a",
    "https://erp.example/#",
    "https://erp.example/a b",
    "https://erp.example/\nx",
    "https:\\\\erp.example",
    " https://erp.example",
  ];
  for (const endpointUrl of wrong) assertUnfit({ endpointUrl }, "endpointUrl");
  for (const endpointUrl of ["https://erp.example", "HTTPS://erp.example:8443/a?b=c%20d"]) {
    assert.equal(checkDraft(draft({ endpointUrl }), strict).endpointUrl, endpointUrl);
  }
});

test("plain http will do where the operator allows it", () => {
  const endpointUrl = "http://erp.example/hooks";
  assert.equal(checkDraft(draft({ endpointUrl }), { allowHttp: true }).endpointUrl, endpointUrl);
  assertUnfit({ endpointUrl: "ftp://erp.example" }, "endpointUrl", { allowHttp: true });
});

test("custom headers can't replace ours", () => {
  const ours = [
    "webhook-id",
    "Webhook-Signature",
    "webhook-anything",
    "Content-Type",
    "content-length",
    "HOST",
    "Connection",
    "keep-alive",
    "Proxy-Authorization",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "upgrade",
    "Expect",
    "user-agent",
  ];
  for (const name of ours) assertUnfit({ customHeaders: { [name]: "x" } }, "customHeaders");
  const endpointAuth = { type: "BASIC" as const, credentials: { username: "ledger" } };
  assertUnfit({ customHeaders: { Authorization: "Bearer x" }, endpointAuth }, "customHeaders");
  const customHeaders = { Authorization: "Bearer x", "X-Tenant": "17" };
  assert.deepEqual(checkDraft(draft({ customHeaders }), strict).customHeaders, customHeaders);
});

test("custom headers can't smuggle another line in, and are of a sane number and size", () => {
  const values = [
    "a\r\nwebhook-id: x",
    "a\nb",
    "a\rb",
    "a\0b",
    "a\u0007b",
    " a",
    "a ",
    "€",
    "x".repeat(2001),
  ];
  for (const value of values) assertUnfit({ customHeaders: { "x-a": value } }, "customHeaders");
  for (const name of ["", "x y", "x:y", "x\n", "é", "x".repeat(101)]) {
    assertUnfit({ customHeaders: { [name]: "x" } }, "customHeaders");
  }
  assertUnfit({ customHeaders: { "X-A": "1", "x-a": "2" } }, "customHeaders");
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`x-${at}`, "x"]));
  assertUnfit({ customHeaders: many }, "customHeaders");
  const customHeaders = { "x-a": "", "x-b": "two words\tand é" };
  assert.deepEqual(checkDraft(draft({ customHeaders }), strict).customHeaders, customHeaders);
  assert.equal(checkDraft(draft({ customHeaders: {} }), strict).customHeaders, null);
});

test("BASIC takes a user name with or without a password, or a token; NONE keeps no credentials", () => {
  const auth = (credentials: EndpointCredentials) => ({
    endpointAuth: { type: "BASIC" as const, credentials },
  });
  for (const credentials of [{ username: "u" }, { username: "u", password: "p:q" }, { token: "t" }]) {
    assert.deepEqual(checkDraft(draft(auth(credentials)), strict).endpointAuth, {
      type: "BASIC",
      credentials,
    });
  }
  assertUnfit({ endpointAuth: { type: "BASIC" } }, "endpointAuth.credentials");
  assertUnfit(auth({ password: "p" }), "endpointAuth.credentials");
  assertUnfit(auth({ username: "u", token: "t" }), "endpointAuth.credentials.token");
  assertUnfit(auth({ username: "u:v" }), "endpointAuth.credentials.username");
  assertUnfit(auth({ username: "u", password: "p\r\nx" }), "endpointAuth.credentials.password");
  const none = { type: "NONE" as const, credentials: { username: "u" } };
  assert.deepEqual(checkDraft(draft({ endpointAuth: none }), strict).endpointAuth, { type: "NONE" });
});

test("passwords, tokens and headers that look secret are masked, the rest is shown", () => {
  assert.deepEqual(maskedEndpointAuth({ type: "BASIC", credentials: { username: "u", password: "p" } }), {
    type: "BASIC",
    credentials: { username: "u", password: MASK },
  });
  assert.deepEqual(maskedEndpointAuth({ type: "BASIC", credentials: { token: "t" } }).credentials, {
    token: MASK,
  });
  assert.deepEqual(maskedHeaders({ Authorization: "a", "X-Api-Key": "b", Cookie: "c", "X-Tenant": "17" }), {
    Authorization: MASK,
    "X-Api-Key": MASK,
    Cookie: MASK,
    "X-Tenant": "17",
  });
});

test("what was masked stays as it was when it is sent back, unless it would go elsewhere", () => {
  const before = {
    endpointUrl: "https://erp.example/hooks",
    customHeaders: { "X-Api-Key": "secret" },
    endpointAuth: { type: "BASIC" as const, credentials: { username: "u", password: "p" } },
  };
  const again = {
    customHeaders: maskedHeaders(before.customHeaders),
    endpointAuth: maskedEndpointAuth(before.endpointAuth),
  };
  const kept = checkDraft(draft({ ...again, endpointUrl: "https://erp.example/other" }), strict, before);
  assert.deepEqual(kept.customHeaders, before.customHeaders);
  assert.deepEqual(kept.endpointAuth, before.endpointAuth);
  for (const [part, param] of [
    [{ customHeaders: again.customHeaders }, "customHeaders"],
    [{ endpointAuth: again.endpointAuth }, "endpointAuth.credentials.password"],
  ] as const) {
    assert.throws(
      () => checkDraft(draft({ ...part, endpointUrl: "https://thief.example/" }), strict, before),
      (error) => error instanceof DomainError && error.param === param,
    );
    assertUnfit(part, param);
  }
});
