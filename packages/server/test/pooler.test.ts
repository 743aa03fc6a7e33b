import assert from "node:assert/strict";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { after, before, test } from "node:test";
import { migrate, systemClock } from "@ledgerport/engine";
import { type RunningPostgres, startPostgres } from "@ledgerport/postgres";
import { execute, withDatabase } from "@ledgerport/testkit";
import { defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { type RunningServer, startServer } from "../src/process/start-server.ts";
import { entryRow } from "./support/entries.ts";
import { type Pooler, hasPgbouncer, startPooler } from "./support/pgbouncer.ts";

const skip = hasPgbouncer ? false : "pgbouncer is not installed";
const ADMIN_KEY = "admin-key-behind-a-pooler";
/** An ordinary role that owns the database: row-level security binds it without any option of the connection. */
const ROLE = "pooled";
const ENTRIES = 50;

let directory: string;
let postgres: RunningPostgres;
let pooler: Pooler;
let server: RunningServer;
/** Of each company. */
const keys: { companyId: string; key: string }[] = [];

before(async () => {
  if (!hasPgbouncer) return;
  directory = await mkdtemp(join(tmpdir(), "ledgerport-pooled-"));
  await chmod(directory, 0o711);
  postgres = await startDatabase();
  await execute(postgres.adminUrl, `CREATE ROLE ${ROLE} LOGIN`);
  await execute(postgres.adminUrl, `CREATE DATABASE books OWNER ${ROLE}`);
  pooler = await startPooler(booksUrl(ROLE));
  // What the server says of a database that is gone is not looked at here.
  const logger = createLogger(systemClock, { level: "error", stream: new PassThrough().resume() });
  server = await startServer(
    { ...defaults, port: 0, databaseUrl: pooler.url, adminKey: ADMIN_KEY, dataDir: directory },
    { logger },
  );
  for (const name of ["First", "Second"]) keys.push(await companyWithEntries(name));
});
after(async () => {
  if (!hasPgbouncer) return;
  await server.close();
  await pooler.close();
  await postgres.stop();
  await rm(directory, { recursive: true });
});

async function startDatabase(): Promise<RunningPostgres> {
  const dataDirectory = join(directory, "postgres");
  const started = await startPostgres({ dataDirectory, settings: { fsync: "off" } });
  // The pooler is not this process's user where that is root.
  await chmod(dataDirectory, 0o711);
  return started;
}

function booksUrl(role: string): string {
  return withDatabase(postgres.adminUrl, "books").replace(/user=[^&]*/, `user=${role}`);
}

function call(key: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function made<T>(response: Promise<Response>): Promise<T> {
  const answer = await response;
  const text = await answer.text();
  assert.ok(answer.ok, text);
  return (JSON.parse(text) as { data: T }).data;
}

async function companyWithEntries(name: string): Promise<{ companyId: string; key: string }> {
  const company = { name, defaultCurrency: "EUR" };
  const { id: companyId } = await made<{ id: string }>(
    call(ADMIN_KEY, "POST", "/platform/v1/companies", company),
  );
  const scopes = [
    "platform:read",
    "platform:write",
    "export-items:read",
    "export-jobs:read",
    "export-jobs:write",
  ];
  const { key } = await made<{ key: string }>(
    call(ADMIN_KEY, "POST", "/platform/v1/keys", { name, companyId, scopes }),
  );
  const account = { name: "Card", code: "1800", currency: "EUR" };
  await made(call(ADMIN_KEY, "PUT", `/platform/v1/companies/${companyId}/contra-accounts`, [account]));
  const rows = Array.from({ length: ENTRIES }, (_, n) => JSON.stringify(entryRow(`${name}-${n}`)));
  const answer = await fetch(`${server.url}/platform/v1/companies/${companyId}/entries:import`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
    body: rows.join("\n"),
  });
  assert.equal(answer.status, 200, await answer.text());
  return { companyId, key };
}

interface Listed {
  id: string;
  externalRef: string;
}

/** What a list of one company's entries gives, in words; the status where that is not 200. */
async function listing(at: number): Promise<string> {
  const { companyId, key } = companyAt(at);
  const answer = await call(key, "GET", `/platform/v1/companies/${companyId}/entries?limit=100`);
  const { data } = (await answer.json()) as { data?: Listed[] };
  if (data === undefined) return String(answer.status);
  const names = new Set(data.map(({ externalRef }) => externalRef.split("-")[0]));
  return `${at}: ${data.length} of ${[...names].join()}`;
}

function companyAt(at: number): { companyId: string; key: string } {
  const company = keys[at];
  if (company === undefined) throw new RangeError("There is no such company");
  return company;
}

/** Lists both companies' entries, `times` often and many at once; what was answered, each once. */
async function listings(times: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => listing(n % 2)));
  return [...new Set(answers)].sort();
}

const RIGHT = [`0: ${ENTRIES} of First`, `1: ${ENTRIES} of Second`];

test(
  "behind a pooler that mixes connections, each company's lists are whole and its own",
  { skip },
  async () => {
    assert.deepEqual(await listings(400), RIGHT);
  },
);

test("behind a pooler, the jobs of two companies are made, filled and ended at once", { skip }, async () => {
  await Promise.all(
    keys.map(async ({ companyId, key }) => {
      const entries = await made<Listed[]>(
        call(key, "GET", `/platform/v1/companies/${companyId}/entries?limit=100`),
      );
      const { id } = await made<{ id: string }>(
        call(key, "POST", "/v3/export-jobs", { accountingEntryIds: entries.map((entry) => entry.id) }),
      );
      await Promise.all(
        entries.map(async (entry) => {
          const items = [{ accountingEntryId: entry.id, status: "successful", externalId: entry.id }];
          const answer = await call(key, "PUT", `/v3/export-jobs/${id}/items`, items);
          assert.equal(answer.status, 200, await answer.text());
        }),
      );
      const items = await made<{ status: string }[]>(
        call(key, "GET", `/v3/export-jobs/${id}/items?limit=100`),
      );
      assert.deepEqual(
        items.map(({ status }) => status),
        entries.map(() => "successful"),
      );
    }),
  );
});

test(
  "while PostgreSQL is gone behind the pooler, answers are right or 503, and then right again",
  { skip },
  async () => {
    const load = listings(200);
    await postgres.stop();
    postgres = await startDatabase();
    const during = await load;
    assert.ok(
      during.every((answer) => [...RIGHT, "503"].includes(answer)),
      during.join("; "),
    );
    assert.deepEqual(await listings(100), RIGHT);
  },
);

test(
  "a pooler that drops the option by which a superuser is bound is refused at the start",
  { skip },
  async () => {
    const careless = await startPooler(withDatabase(postgres.adminUrl, "books"), [
      "ignore_startup_parameters = options",
    ]);
    try {
      await assert.rejects(migrate(careless.url), /pooler/);
    } finally {
      await careless.close();
    }
  },
);
