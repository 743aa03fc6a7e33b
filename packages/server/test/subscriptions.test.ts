import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import {
  Delivery,
  RangeRedelivered,
  RotatedSecret,
  Subscription,
  SubscriptionActivity,
  SubscriptionSecret,
  SubscriptionSettings,
  SCOPES,
} from "@ledgerport/contract";
import { type TestServer, testServer } from "@ledgerport/testkit";

let server: TestServer;
let organisationId: string;
let organisationKey: string;
let company: { id: string; key: string };
before(async () => {
  server = await testServer();
});
after(() => server.close());
beforeEach(async () => {
  organisationId = await server.organisation();
  organisationKey = await server.key({ organisationId }, SCOPES);
  company = await server.company({ organisationId });
});

const draft = { endpointUrl: "https://erp.example/hooks", eventTypes: ["v1.export-job.created"] };
const ask = (method: string, path: string, body?: unknown, key = company.key) =>
  server.request(method, path, { key, body });

async function subscribe(changes = {}, key = company.key, query = ""): Promise<string> {
  const answer = await ask("POST", `/v1/subscriptions${query}`, { ...draft, ...changes }, key);
  assert.equal(answer.status, 200, answer.text);
  return answer.one(Subscription).id;
}

const listed = async (query = "", key = company.key): Promise<string[]> => {
  const answer = await ask("GET", `/v1/subscriptions${query}`, undefined, key);
  assert.equal(answer.status, 200, answer.text);
  return answer.list(Subscription).map(({ id }) => id);
};

test("a subscription lives from POST over PUT to DELETE", async () => {
  const made = await ask("POST", "/v1/subscriptions", { ...draft, somethingElse: 1 });
  assert.equal(made.status, 200, made.text);
  const { id } = made.one(Subscription);
  assert.deepEqual(made.one(Subscription), {
    id,
    ...draft,
    status: "ACTIVE",
    createdAt: "2025-05-23T15:21:32Z",
    updatedAt: "2025-05-23T15:21:32Z",
  });
  const path = `/v1/subscriptions/${id}`;
  assert.deepEqual((await ask("GET", path)).one(Subscription), made.one(Subscription));
  const replaced = await ask("PUT", path, { ...draft, status: "INACTIVE" });
  assert.equal(replaced.one(Subscription).status, "INACTIVE");
  assert.deepEqual(await listed("?status=INACTIVE"), [id]);
  assert.deepEqual(await listed("?status=ACTIVE"), []);
  const deleted = await ask("DELETE", path);
  assert.deepEqual([deleted.status, deleted.text], [204, ""]);
  assert.deepEqual(await listed(), []);
  const ended = (await ask("GET", path)).one(Subscription);
  assert.equal(ended.deletedAt, "2025-05-23T15:21:32Z");
  assert.match(ended.deletedBy ?? "", /^urn:ledgerport:key:[0-9a-f-]{36}$/);
  for (const [method, body] of [
    ["PUT", draft],
    ["DELETE", undefined],
  ] as const) {
    const again = await ask(method, path, body);
    assert.equal(again.status, 404);
    assert.equal(again.error().type, "SUBSCRIPTION_NOT_FOUND");
  }
  const activities = await ask("GET", `${path}/activities?operation_types=CREATE,DELETE`);
  assert.deepEqual(
    activities.list(SubscriptionActivity).map(({ operationType }) => operationType),
    ["CREATE", "DELETE"],
  );
});

test("credentials are masked wherever a subscription is shown", async () => {
  const secrets = {
    customHeaders: { "X-Api-Key": "hidden-1", "X-Tenant": "17" },
    endpointAuth: { type: "BASIC", credentials: { username: "ledger", password: "hidden-2" } },
  };
  const made = await ask("POST", "/v1/subscriptions", { ...draft, ...secrets });
  const path = `/v1/subscriptions/${made.one(Subscription).id}`;
  const shown = [
    made,
    await ask("GET", path),
    await ask("GET", "/v1/subscriptions"),
    await ask("PUT", path, { ...draft, ...secrets }),
    await ask("GET", `${path}/activities`),
  ];
  for (const answer of shown) assert.ok(!answer.text.includes("hidden"), answer.text);
  assert.deepEqual(made.one(Subscription).customHeaders, { "X-Api-Key": "********", "X-Tenant": "17" });
  assert.equal(made.one(Subscription).endpointAuth?.credentials?.username, "ledger");
});

test("the secret is shown to who asks for it, and nowhere else", async () => {
  const path = `/v1/subscriptions/${await subscribe()}`;
  const secret = await ask("GET", `${path}/secret`);
  assert.match(secret.one(SubscriptionSecret).secretKey, /^whsec_[A-Za-z0-9+/]{43}=$/);
  for (const other of [path, "/v1/subscriptions", `${path}/activities`]) {
    assert.ok(!(await ask("GET", other)).text.includes("whsec_"));
  }
});

test("a company's key sees its own, an organisation's the organisation's and its companies', company_id narrows", async () => {
  const own = await subscribe();
  const wide = await subscribe({}, organisationKey);
  const inQuery = await subscribe({}, organisationKey, `?company_id=${company.id}`);
  const inBody = await subscribe({ companyId: company.id }, organisationKey);
  assert.deepEqual(await listed(), [own, inQuery, inBody]);
  assert.deepEqual(await listed("", organisationKey), [own, wide, inQuery, inBody]);
  assert.deepEqual(await listed(`?company_id=${company.id}`, organisationKey), [own, inQuery, inBody]);
  for (const path of [`/v1/subscriptions/${wide}`, `/v1/subscriptions/${wide}/secret`]) {
    assert.equal((await ask("GET", path)).status, 404);
  }
  const stranger = await server.company();
  for (const key of [company.key, organisationKey]) {
    for (const [method, body] of [
      ["GET", undefined],
      ["POST", draft],
    ] as const) {
      const answer = await ask(method, `/v1/subscriptions?company_id=${stranger.id}`, body, key);
      assert.equal(answer.status, 404);
      assert.equal(answer.error().type, "COMPANY_NOT_FOUND");
    }
  }
});

test("the admin key must say for which company it subscribes, and sees all", async () => {
  const without = await ask("POST", "/v1/subscriptions", draft, server.adminKey);
  assert.equal(without.status, 400);
  assert.deepEqual(
    [without.error().type, without.error().param],
    ["REQUIRED_PARAMETER_MISSING", "company_id"],
  );
  const id = await subscribe({}, server.adminKey, `?company_id=${company.id}`);
  assert.deepEqual(await listed(), [id]);
  assert.ok((await listed("?limit=100", server.adminKey)).includes(id));
});

test("a cursor of the list belongs to the company that it was made for", async () => {
  await subscribe();
  await subscribe();
  const query = `?company_id=${company.id}&limit=1`;
  const first = await ask("GET", `/v1/subscriptions${query}`, undefined, organisationKey);
  const cursor = first.pagination().endCursor;
  const next = await ask("GET", `/v1/subscriptions${query}&after=${cursor}`, undefined, organisationKey);
  assert.equal(next.list(Subscription).length, 1);
  const other = await ask("GET", `/v1/subscriptions?limit=1&after=${cursor}`, undefined, organisationKey);
  assert.equal(other.status, 400);
  assert.equal(other.error().param, "after");
});

test("what a subscription can't be is refused by the name of the field", async () => {
  const wrong: [Record<string, unknown>, string, string][] = [
    [{ eventTypes: ["v1.nonsense"] }, "BAD_REQUEST", "eventTypes"],
    [{ eventTypes: [] }, "REQUIRED_PARAMETER_MISSING", "eventTypes"],
    [{ eventTypes: undefined }, "REQUIRED_PARAMETER_MISSING", "eventTypes"],
    [{ eventTypes: [draft.eventTypes[0], draft.eventTypes[0]] }, "BAD_REQUEST", "eventTypes"],
    [{ endpointUrl: "http://erp.example" }, "BAD_REQUEST", "endpointUrl"],
    [{ endpointUrl: undefined }, "REQUIRED_PARAMETER_MISSING", "endpointUrl"],
    [{ status: "PAUSED" }, "BAD_REQUEST", "status"],
    [{ customHeaders: { Host: "x" } }, "BAD_REQUEST", "customHeaders"],
    [{ customHeaders: { "x-a": "1\r\nx-b: 2" } }, "BAD_REQUEST", "customHeaders"],
    [{ endpointAuth: { type: "BASIC" } }, "REQUIRED_PARAMETER_MISSING", "endpointAuth.credentials"],
    [{ endpointAuth: { type: "DIGEST" } }, "BAD_REQUEST", "endpointAuth.type"],
  ];
  for (const [change, type, param] of wrong) {
    const answer = await ask("POST", "/v1/subscriptions", { ...draft, ...change });
    assert.equal(answer.status, 400, answer.text);
    assert.deepEqual([answer.error().type, answer.error().param], [type, param], JSON.stringify(change));
  }
  const named = await ask("POST", "/v1/subscriptions", { ...draft, eventTypes: ["v1.nonsense"] });
  assert.match(named.error().message, /v1\.nonsense/);
  assert.equal((await ask("GET", "/v1/subscriptions?event_types=v1.nonsense")).error().param, "event_types");
  assert.deepEqual(await listed(), []);
});

test("an operator can allow plain http", async () => {
  const open = await testServer({ webhookAllowHttp: true });
  try {
    const { key } = await open.company();
    const body = { ...draft, endpointUrl: "http://127.0.0.1:9/hooks" };
    assert.equal((await open.request("POST", "/v1/subscriptions", { key, body })).status, 200);
  } finally {
    await open.close();
  }
});

test("the platform chooses the envelope, rotates secrets, tests, and sends again", async () => {
  const id = await subscribe();
  const path = `/platform/v1/subscriptions/${id}`;
  const settings = await ask("PATCH", `${path}/settings`, { envelope: "nested" });
  assert.deepEqual([settings.status, settings.one(SubscriptionSettings)], [200, { envelope: "nested" }]);
  assert.equal((await ask("PATCH", `${path}/settings`, { envelope: "round" })).error().param, "envelope");
  assert.equal(
    (await ask("PATCH", `${path}/settings`, { other: 1, envelope: "flat" })).error().param,
    "other",
  );
  const secret = async () =>
    (await ask("GET", `/v1/subscriptions/${id}/secret`)).one(SubscriptionSecret).secretKey;
  const before = await secret();
  const rotated = (await ask("POST", `${path}:rotate-secret`)).one(RotatedSecret);
  assert.equal(rotated.previousSecretValidUntil, "2025-05-24T15:21:32Z");
  const present = await secret();
  assert.equal(present, rotated.secretKey);
  assert.notEqual(present, before);
  const tested = await ask("POST", `${path}:test`);
  assert.equal(tested.status, 202, tested.text);
  const log = await ask("GET", `${path}/deliveries?status=pending`);
  const delivery = tested.one(Delivery);
  assert.deepEqual(log.list(Delivery), [delivery]);
  assert.deepEqual((await ask("GET", `${path}/deliveries?status=failed`)).list(Delivery), []);
  const again = await ask("POST", `/platform/v1/deliveries/${delivery.id}:redeliver`);
  assert.deepEqual([again.status, again.one(Delivery).id], [202, delivery.id]);
  const range = await ask("POST", `${path}:redeliver`, { since: "2025-05-01T00:00:00Z" });
  assert.deepEqual([range.status, range.one(RangeRedelivered)], [202, { queued: 0, more: false }]);
  await ask("PUT", `/v1/subscriptions/${id}`, { ...draft, status: "INACTIVE" });
  const inactive = await ask("POST", `${path}:test`);
  assert.deepEqual([inactive.status, inactive.error().type], [409, "SUBSCRIPTION_INACTIVE"]);
});

test("a rotation sent twice with one Idempotency-Key rotates once", async () => {
  const path = `/platform/v1/subscriptions/${await subscribe()}:rotate-secret`;
  const send = () =>
    server.request("POST", path, { key: company.key, headers: { "idempotency-key": "rotate-1" } });
  const [first, second] = [await send(), await send()];
  assert.deepEqual(second.body, first.body);
});
