import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import type { Row } from "../src/storage/sql.ts";
import { tableNames } from "./support/tables.ts";

/** Tables whose rows belong to no single company, or are looked up before the company is known; why each is here. */
const SHARED: Readonly<Record<string, string>> = {
  api_keys: "a key is what tells the company, and some are of organisations or of the operator",
  idempotent_requests: "scoped to the key, which may reach several companies",
  organisations: "above the companies",
  schema_migrations: "of the database",
  signing_secrets: "of the server, the same for all companies",
};

/** Policies that go by more than a row's own company; why each is here. */
const WIDER: Readonly<Record<string, string>> = {
  its_organisation: "an organisation's subscriptions get its companies' events",
  of_own_subscription:
    "what was done to a subscription is written for its owner; the table has no company of its own",
  of_visible_subscription: "what was done to a subscription is seen by who sees the subscription",
};

let db: TestDatabase;
let tables: string[];
before(async () => {
  db = await testDatabase();
  tables = (await tableNames(db.database)).filter((name) => SHARED[name] === undefined);
});
after(() => db.close());

const asAll = (text: string): Promise<Row[]> => db.database.read("system", (sql) => sql.query({ text }));
const companyColumn = (table: string): string => (table === "companies" ? "id" : "company_id");

test("every table of the schema is walled off by company, or named here with the reason why not", async () => {
  const walls = await asAll(
    `SELECT c.relname AS name, p.polname AS policy, p.polcmd AS command, p.polpermissive AS permissive, p.polroles::text AS roles,
       pg_get_expr(p.polqual, c.oid) AS seen, pg_get_expr(p.polwithcheck, c.oid) AS written
     FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity ORDER BY 1`,
  );
  const everyone = { policy: "one_company", command: "*", permissive: true, roles: "{0}", written: null };
  assert.deepEqual(
    walls.filter(({ policy }) => policy === "one_company"),
    tables
      .filter((name) => name !== "subscription_activities")
      .map((name) => ({ name, ...everyone, seen: `ledgerport_sees(${companyColumn(name)})` })),
  );
  assert.deepEqual(
    new Set(walls.map(({ policy }) => policy)),
    new Set(["one_company", ...Object.keys(WIDER)]),
  );
  assert.deepEqual(new Set(walls.map(({ name }) => name)), new Set(tables));
});

test("the role that the engine acts as is bound by the walls", async () => {
  const rows = await asAll(
    "SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user",
  );
  assert.deepEqual(rows, [{ above: false }]);
});
