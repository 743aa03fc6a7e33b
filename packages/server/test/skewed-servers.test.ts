import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DatabaseClock, mendDeadlines } from "@ledgerport/engine";
import {
  type DatabaseTime,
  type TestDatabase,
  VirtualClock,
  databaseTime,
  testDatabase,
} from "@ledgerport/testkit";
import { defaults } from "../src/config/config.ts";
import { createLogger } from "../src/process/logger.ts";
import { type RunningServer, startServer } from "../src/process/start-server.ts";
import { entryRow } from "./support/entries.ts";

const HOUR = 3600 * 1000;
const EXPIRES_IN = 3600;
const ADMIN_KEY = "admin-key-of-skewed-servers";

let base: TestDatabase;
let time: DatabaseTime;
let dataDir: string;
const servers: RunningServer[] = [];
const clocks: VirtualClock[] = [];
before(async () => {
  base = await testDatabase();
  time = await databaseTime(base);
  dataDir = await mkdtemp(join(tmpdir(), "ledgerport-skewed-"));
  for (const hours of [0, 2, -26]) {
    const local = new VirtualClock();
    local.advance(hours * HOUR);
    clocks.push(local);
    const config = {
      ...defaults,
      port: 0,
      databaseUrl: base.url,
      adminKey: ADMIN_KEY,
      dataDir,
      jobExpiresIn: EXPIRES_IN,
    };
    const logger = createLogger(local, { level: "error", stream: process.stderr });
    servers.push(await startServer(config, { clock: new DatabaseClock(local, mendDeadlines), logger }));
  }
});
after(async () => {
  for (const server of servers) await server.close();
  await base.close();
  await rm(dataDir, { recursive: true });
});

async function call(
  at: number,
  method: string,
  path: string,
  key: string,
  body?: unknown,
): Promise<Response> {
  return fetch(`${servers[at]?.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The member `name` of the answer's data. */
async function read(answer: Response, name: string): Promise<unknown> {
  const { data } = (await answer.json()) as { data: Record<string, unknown> };
  return data[name];
}

/** Time passes for the database and for every server. */
async function pass(milliseconds: number): Promise<void> {
  await time.advance(milliseconds);
  for (const clock of clocks) clock.advance(milliseconds);
}

test("servers whose clocks differ by hours agree on jobs, keys and the date, and one's job expires on none of them early", async () => {
  const companyId = await read(
    await call(0, "POST", "/platform/v1/companies", ADMIN_KEY, { name: "One", defaultCurrency: "EUR" }),
    "id",
  );
  const start = new Date("2025-05-23T15:21:32Z").getTime();
  const key = await read(
    await call(1, "POST", "/platform/v1/keys", ADMIN_KEY, {
      name: "an hour and a half",
      companyId,
      scopes: ["export-jobs:read", "export-jobs:write", "platform:write"],
      expiresAt: new Date(start + 1.5 * HOUR).toISOString(),
    }),
    "key",
  );
  assert.ok(typeof key === "string");
  const entryId = "0198f0a0-0000-7000-8000-000000000001";
  await call(2, "POST", `/platform/v1/companies/${String(companyId)}/entries:import`, key, [
    entryRow("a", { id: entryId }),
  ]);
  const made = await call(2, "POST", "/v2/export-jobs", key, { accountingEntryIds: [entryId] });
  assert.equal(made.status, 201);
  const jobId = String(await read(made, "id"));
  const onAll = async (): Promise<unknown[]> => {
    const statuses: unknown[] = [];
    for (const at of servers.keys()) {
      const answer = await call(at, "GET", `/v2/export-jobs/${jobId}`, key);
      assert.equal(answer.status, 200);
      const date = Date.parse(answer.headers.get("date") ?? "");
      assert.ok(Math.abs(date - Number(clocks[0]?.now())) <= 1000);
      statuses.push(await read(answer, "status"));
    }
    return statuses;
  };
  assert.deepEqual(await onAll(), ["pending", "pending", "pending"]);
  await pass(EXPIRES_IN * 1000 - 10);
  assert.deepEqual(await onAll(), ["pending", "pending", "pending"]);
  await pass(20);
  assert.deepEqual(await onAll(), ["failed", "failed", "failed"]);
  await pass(HOUR / 2);
  for (const at of servers.keys()) assert.equal((await call(at, "GET", "/v2/export-jobs", key)).status, 401);
});
