import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { Tx } from "../src/storage/database.ts";
import type { Sql } from "../src/storage/sql.ts";
import {
  deleteSubscription,
  replaceSubscription,
  rotateSecret,
  updateSubscriptionSettings,
} from "../src/subscriptions/commands.ts";
import type { Subscription, SubscriptionDraft, SubscriptionReach } from "../src/subscriptions/model.ts";
import {
  getSubscription,
  getSubscriptionSecret,
  listSubscriptionActivities,
  listSubscriptions,
} from "../src/subscriptions/queries.ts";
import { assertRefused } from "./support/refusals.ts";
import { Subscriber, draft } from "./support/subscriber.ts";

const ALL = { limit: 100, sort: [] };
const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;

let db: TestDatabase;
let world: Subscriber;
let organisationId: string;
let companyId: string;
before(async () => {
  db = await testDatabase();
  world = new Subscriber(db);
});
after(() => db.close());
beforeEach(async () => {
  organisationId = await world.organisation();
  companyId = await world.company(organisationId);
});

const write = <T>(work: (tx: Tx) => Promise<T>) => db.database.write("system", "key:editor", work);
const read = <T>(work: (sql: Sql) => Promise<T>) => db.database.read("system", work);
const replace = (id: string, changes: Partial<SubscriptionDraft>, reach: SubscriptionReach = {}) =>
  write((tx) =>
    replaceSubscription(tx, { id, ...reach, draft: draft(changes), rules: { allowHttp: false } }),
  );
const remove = (id: string, reach: SubscriptionReach = {}) =>
  write((tx) => deleteSubscription(tx, { id, ...reach }));
const get = (id: string, reach: SubscriptionReach = {}) =>
  read((sql) => getSubscription(sql, { id, ...reach }));
const secretOf = (id: string) => read((sql) => getSubscriptionSecret(sql, { id }));
const list = async (input: Omit<Parameters<typeof listSubscriptions>[1], "page">) =>
  (await read((sql) => listSubscriptions(sql, { ...input, page: ALL }))).rows.map(({ id }) => id);
const activities = async ({ id }: Subscription) =>
  (await read((sql) => listSubscriptionActivities(sql, { id, page: ALL }))).rows;

test("a subscription is read as it was made, and its secret only where it is asked for", async () => {
  const made = await world.subscribe({ companyId }, { customHeaders: { "x-a": "1" } });
  assert.deepEqual(await get(made.id), made);
  const secret = await secretOf(made.id);
  assert.match(secret, SECRET);
  const shown = JSON.stringify([
    made,
    await read((sql) => listSubscriptions(sql, { page: ALL })),
    await activities(made),
  ]);
  assert.ok(!shown.includes(secret.slice(6)));
  assert.notEqual(secret, await secretOf((await world.subscribe({ companyId })).id));
});

test("a caller reaches its company's subscriptions, or its organisation's with its companies', and no others", async () => {
  const ofCompany = await world.subscribe({ companyId });
  const ofOrganisation = await world.subscribe({ organisationId });
  const sibling = await world.subscribe({ companyId: await world.company(organisationId) });
  const stranger = await world.subscribe({ companyId: await world.company() });
  assert.deepEqual(await list({ companyId }), [ofCompany.id]);
  assert.deepEqual(await list({ organisationId }), [ofCompany.id, ofOrganisation.id, sibling.id]);
  for (const { id } of [ofOrganisation, sibling, stranger]) {
    await assertRefused(get(id, { companyId }), "SUBSCRIPTION_NOT_FOUND");
    await assertRefused(replace(id, {}, { companyId }), "SUBSCRIPTION_NOT_FOUND");
    await assertRefused(remove(id, { companyId }), "SUBSCRIPTION_NOT_FOUND");
  }
  await assertRefused(get(stranger.id, { organisationId }), "SUBSCRIPTION_NOT_FOUND");
  assert.equal((await get(sibling.id, { organisationId })).id, sibling.id);
});

test("the list can be narrowed by status and by events, under whatever name they were subscribed", async () => {
  const created = await world.subscribe({ companyId }, { eventTypes: ["v2.export.job-created"] });
  const vendors = await world.subscribe(
    { companyId },
    { eventTypes: ["v1.vendor.created"], status: "INACTIVE" },
  );
  assert.deepEqual(await list({ companyId, status: "INACTIVE" }), [vendors.id]);
  assert.deepEqual(await list({ companyId, eventTypes: ["v1.export-job.created"] }), [created.id]);
  assert.deepEqual(await list({ companyId, eventTypes: ["v3.vendor.created", "v1.export-job.created"] }), [
    created.id,
    vendors.id,
  ]);
  await assertRefused(list({ companyId, eventTypes: ["v1.nonsense"] }), "BAD_REQUEST", "event_types");
});

test("replacing sets what is left out to its default, and keeps owner, secret, envelope and creation", async () => {
  const made = await world.subscribe({ companyId }, { status: "INACTIVE", customHeaders: { "x-a": "1" } });
  const secret = await secretOf(made.id);
  await write((tx) => updateSubscriptionSettings(tx, { id: made.id, envelope: "flat" }));
  db.clock.advance(1000);
  const replaced = await replace(made.id, { endpointUrl: "https://erp.example/other" });
  assert.deepEqual(replaced, {
    ...made,
    endpointUrl: "https://erp.example/other",
    status: "ACTIVE",
    customHeaders: null,
    envelope: "flat",
    updatedAt: db.clock.now(),
  });
  assert.deepEqual(await get(made.id), replaced);
  assert.equal(await secretOf(made.id), secret);
});

test("a deleted subscription stays readable, is in no list, and can't be changed or deleted again", async () => {
  const made = await world.subscribe({ companyId });
  await world.emit(companyId);
  await remove(made.id);
  const { deletedAt, deletedBy } = await get(made.id);
  assert.deepEqual([deletedAt, deletedBy], [db.clock.now(), "key:editor"]);
  assert.deepEqual(await list({ companyId }), []);
  await world.emit(companyId);
  assert.deepEqual(
    (await world.deliveries(made)).map(({ status }) => status),
    ["failed"],
  );
  await assertRefused(remove(made.id), "SUBSCRIPTION_NOT_FOUND");
  await assertRefused(replace(made.id, {}), "SUBSCRIPTION_NOT_FOUND");
  await assertRefused(secretOf(made.id), "SUBSCRIPTION_NOT_FOUND");
});

test("every change is written down with who made it, and without values", async () => {
  const made = await world.subscribe({ companyId });
  const endpointAuth = { type: "BASIC" as const, credentials: { token: "very-secret" } };
  await replace(made.id, { endpointAuth, status: "INACTIVE" });
  await write((tx) => rotateSecret(tx, { id: made.id }));
  await remove(made.id);
  const found = await activities(made);
  assert.deepEqual(
    found.map(({ operationType, actor, description }) => [operationType, actor, description]),
    [
      ["CREATE", "key:test", "Created for v1.export-job.created"],
      ["UPDATE", "key:editor", "Changed endpointAuth, status (INACTIVE)"],
      ["UPDATE", "key:editor", "Rotated the secret"],
      ["DELETE", "key:editor", "Deleted"],
    ],
  );
  const only = await read((sql) =>
    listSubscriptionActivities(sql, { id: made.id, operationTypes: ["CREATE", "DELETE"], page: ALL }),
  );
  assert.deepEqual(
    only.rows.map(({ operationType }) => operationType),
    ["CREATE", "DELETE"],
  );
});

test("after a rotation deliveries are signed with both secrets for 24 hours, and then with the new one", async () => {
  const made = await world.subscribe({ companyId });
  const old = await secretOf(made.id);
  const { secret, previousValidUntil } = await write((tx) => rotateSecret(tx, { id: made.id }));
  assert.equal(await secretOf(made.id), secret);
  assert.equal(previousValidUntil.getTime() - db.clock.now().getTime(), 24 * 3600 * 1000);
  const secrets = async () => {
    await world.emit(companyId);
    return (await world.claim()).filter(({ subscriptionId }) => subscriptionId === made.id).at(-1)?.secrets;
  };
  db.clock.advance(24 * 3600 * 1000 - 1);
  assert.deepEqual(await secrets(), [secret, old]);
  db.clock.advance(1);
  assert.deepEqual(await secrets(), [secret]);
});

test("a company's connection reads its organisation's subscriptions and can change none of them", async () => {
  const ofOrganisation = await world.subscribe({ organisationId });
  const stranger = await world.subscribe({ companyId: await world.company() });
  const text = "SELECT id FROM subscriptions ORDER BY created_at, id";
  const visible = await db.database.read({ companyId }, (sql) => sql.query<{ id: string }>({ text }));
  assert.deepEqual(
    visible.map(({ id }) => id),
    [ofOrganisation.id],
  );
  const changed = await db.database.write({ companyId }, "key:test", (tx) =>
    tx.query({ text: "UPDATE subscriptions SET endpoint_url = 'https://thief.example' RETURNING id" }),
  );
  assert.deepEqual(changed, []);
  assert.equal((await get(stranger.id)).endpointUrl, "https://erp.example/hooks");
});

test("a company's connection reads what was done to its organisation's subscriptions and writes only of its own", async () => {
  const ofOrganisation = await world.subscribe({ organisationId });
  const own = await world.subscribe({ companyId });
  const asCompany = (text: string, values: unknown[] = []) =>
    db.database.write({ companyId }, "key:test", (tx) => tx.query({ text, values }));
  const copy = `INSERT INTO subscription_activities (id, subscription_id, actor, operation_type, description, created_at)
    SELECT gen_random_uuid(), $1, actor, operation_type, description, created_at
    FROM subscription_activities WHERE subscription_id = $2 RETURNING 1`;
  const seen = await asCompany("SELECT 1 FROM subscription_activities");
  assert.equal(seen.length, 2);
  const refusal = /row-level security policy/;
  await assert.rejects(asCompany(copy, [ofOrganisation.id, ofOrganisation.id]), refusal);
  await assert.rejects(
    asCompany("UPDATE subscription_activities SET subscription_id = $1 WHERE subscription_id = $2", [
      ofOrganisation.id,
      own.id,
    ]),
    refusal,
  );
  const changed = await asCompany(
    "UPDATE subscription_activities SET description = 'changed' RETURNING subscription_id",
  );
  assert.deepEqual(changed, [{ subscription_id: own.id }]);
  assert.equal((await asCompany("DELETE FROM subscription_activities RETURNING 1")).length, 1);
  assert.equal((await activities(ofOrganisation)).length, 1);
  assert.equal((await asCompany(copy, [own.id, ofOrganisation.id])).length, 1);
});
