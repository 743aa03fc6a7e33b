import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import { createApiKey, ensureAdminKey, revokeApiKey } from "../src/keys/commands.ts";
import type { NewApiKey } from "../src/keys/model.ts";
import { findApiKey, listApiKeys } from "../src/keys/queries.ts";
import { createCompany, createOrganisation } from "../src/tenants/commands.ts";
import { secondsAfter } from "../src/shared/clock.ts";
import { assertRefused } from "./support/refusals.ts";

const UNKNOWN = "01970000-0000-7000-8000-00000000dead";

let db: TestDatabase;
let organisationId: string;
let companyId: string;
before(async () => {
  db = await testDatabase();
});
after(() => db.close());
beforeEach(async () => {
  ({ organisationId, companyId } = await addTenants());
});

const addTenants = () =>
  db.database.write("system", "admin", async (tx) => {
    const organisation = await createOrganisation(tx, { name: "Toronto" });
    const company = { name: "Works", defaultCurrency: "CAD", organisationId: organisation.id };
    return { organisationId: organisation.id, companyId: (await createCompany(tx, company)).id };
  });
const addKey = (changes: Partial<NewApiKey>) =>
  db.database.write("system", "admin", (tx) =>
    createApiKey(tx, { name: "bridge", scopes: ["export-jobs:read"], ...changes }),
  );
const find = (secret: string) => db.database.read("system", (sql) => findApiKey(sql, secret, db.clock.now()));
const revoke = (input: Parameters<typeof revokeApiKey>[1]) =>
  db.database.write("system", "admin", (tx) => revokeApiKey(tx, input));
const admin = (secret?: string) =>
  db.database.write("system", "system:start", (tx) => ensureAdminKey(tx, secret));

test("a key is found by its secret, which is not stored", async () => {
  const { apiKey, secret } = await addKey({ companyId, scopes: ["a", "b", "a"] });
  assert.match(secret, /^lp_[0-9A-Za-z]{43}$/);
  assert.deepEqual(apiKey.scopes, ["a", "b"]);
  assert.deepEqual(await find(secret), apiKey);
  assert.equal(await find(`${secret}x`), undefined);
  assert.equal(await find(""), undefined);
  const rows = await db.database.read("system", (sql) =>
    sql.query<{ stored: string }>({ text: "SELECT k::text AS stored FROM api_keys k" }),
  );
  const digits = secret.slice(3);
  const hex = Buffer.from(digits).toString("hex");
  for (const { stored } of rows) assert.ok(!stored.includes(digits) && !stored.includes(hex));
});

test("a key is refused from the moment it expires", async () => {
  const { secret } = await addKey({ organisationId, expiresAt: secondsAfter(db.clock.now(), 60) });
  db.clock.advance(59_999);
  assert.notEqual(await find(secret), undefined);
  db.clock.advance(1);
  assert.equal(await find(secret), undefined);
});

test("a key belongs to one company or one organisation, which must be there", async () => {
  await assertRefused(addKey({}), "REQUIRED_PARAMETER_MISSING", "companyId");
  await assertRefused(addKey({ companyId, organisationId }), "BAD_REQUEST", "organisationId");
  await assertRefused(addKey({ companyId: UNKNOWN }), "COMPANY_NOT_FOUND", "companyId");
  await assertRefused(addKey({ organisationId: UNKNOWN }), "ORGANISATION_NOT_FOUND", "organisationId");
});

test("a key that could do nothing is refused", async () => {
  await assertRefused(addKey({ companyId, scopes: [] }), "BAD_REQUEST", "scopes");
  await assertRefused(addKey({ companyId, expiresAt: db.clock.now() }), "BAD_REQUEST", "expiresAt");
});

test("a revoked key is refused at once and can't be revoked again", async () => {
  const { apiKey, secret } = await addKey({ companyId });
  await revoke({ id: apiKey.id });
  assert.equal(await find(secret), undefined);
  await assertRefused(revoke({ id: apiKey.id }), "KEY_NOT_FOUND");
  await assertRefused(revoke({ id: UNKNOWN }), "KEY_NOT_FOUND");
});

test("nobody revokes or lists keys beyond their reach", async () => {
  const other = await addTenants();
  const own = await addKey({ companyId });
  const above = await addKey({ organisationId });
  const foreign = await addKey({ companyId: other.companyId });
  await assertRefused(revoke({ id: foreign.apiKey.id, companyId }), "KEY_NOT_FOUND");
  await assertRefused(revoke({ id: foreign.apiKey.id, organisationId }), "KEY_NOT_FOUND");
  await assertRefused(revoke({ id: above.apiKey.id, companyId }), "KEY_NOT_FOUND");
  assert.notEqual(await find(foreign.secret), undefined);
  const list = async (reach: { companyId?: string; organisationId?: string }) =>
    (
      await db.database.read("system", (sql) =>
        listApiKeys(sql, { ...reach, page: { limit: 100, sort: [] } }),
      )
    ).rows.map((key) => key.id);
  assert.deepEqual(await list({ companyId }), [own.apiKey.id]);
  assert.deepEqual(await list({ organisationId }), [own.apiKey.id, above.apiKey.id]);
  const all = await list({});
  for (const { apiKey } of [own, above, foreign]) assert.ok(all.includes(apiKey.id));
  await revoke({ id: own.apiKey.id, organisationId });
  assert.deepEqual(await list({ companyId }), []);
});

test("one admin key is generated however many servers start, and told once", async (context) => {
  const fresh = await testDatabase();
  context.after(() => fresh.close());
  const start = (secret?: string) =>
    fresh.database.write("system", "system:start", (tx) => ensureAdminKey(tx, secret));
  const told = (await Promise.all(Array.from({ length: 6 }, () => start()))).flatMap(
    ({ secret }) => secret ?? [],
  );
  assert.equal(told.length, 1);
  const key = await fresh.database.read("system", (sql) => findApiKey(sql, told[0] ?? "", fresh.clock.now()));
  assert.equal(key?.isAdmin, true);
  assert.equal((await start()).secret, undefined);
});

test("a given admin key is the only one, and stays when none is given later", async () => {
  const generated = (await admin()).secret;
  assert.deepEqual(await admin("first"), { secret: undefined });
  assert.deepEqual(await admin("second"), { secret: undefined });
  await admin("second");
  await admin();
  assert.equal((await find("second"))?.isAdmin, true);
  for (const ended of ["first", generated ?? "none"]) assert.equal(await find(ended), undefined);
});

test("the admin key is neither empty nor a tenant's, and can't be revoked or listed", async () => {
  const { secret } = await addKey({ companyId });
  await assertRefused(admin(""), "BAD_REQUEST", "LEDGERPORT_ADMIN_KEY");
  await assertRefused(admin(secret), "BAD_REQUEST", "LEDGERPORT_ADMIN_KEY");
  assert.equal((await find(secret))?.isAdmin, false);
  await admin("operator");
  const key = await find("operator");
  assert.ok(key !== undefined);
  await assertRefused(revoke({ id: key.id }), "KEY_NOT_FOUND");
  const { rows } = await db.database.read("system", (sql) =>
    listApiKeys(sql, { page: { limit: 100, sort: [] } }),
  );
  assert.ok(rows.every((listed) => listed.id !== key.id));
});
