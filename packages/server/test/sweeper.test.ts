import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Clock, Database } from "@ledgerport/engine";
import { type TestServer, VirtualClock, testServer } from "@ledgerport/testkit";
import { createMetrics } from "../src/metrics/metrics.ts";
import { createLogger } from "../src/process/logger.ts";
import { startSweeper } from "../src/process/sweeper.ts";
import { entryRow, importedIds } from "./support/entries.ts";

const INTERVAL = 10_000;

let server: TestServer;

before(async () => {
  server = await testServer({ jobExpiresIn: 5 });
});
after(() => server.close());

test("a job nobody asks about is settled by the sweep, and its entries are given back", async () => {
  const company = await server.company();
  await server.request("PUT", `/platform/v1/companies/${company.id}/contra-accounts`, {
    key: company.key,
    body: [{ currency: "EUR", name: "Wallet" }],
  });
  const ids = await importedIds(server, company, [entryRow("a")]);
  const { database, clock } = server;
  const metrics = createMetrics();
  const sweeper = startSweeper({ database, clock, metrics, logger: createLogger(clock, { level: "error" }) });
  await server.request("POST", "/v3/export-jobs", { key: company.key, body: { accountingEntryIds: ids } });
  clock.advance(INTERVAL);
  await sweeper.stop();
  const rows = await database.read({ companyId: company.id }, (sql) =>
    sql.query({
      text: `SELECT j.status, j.failure_reason_type, (SELECT count(*)::int FROM entry_locks) AS locks
             FROM export_jobs j WHERE j.company_id = $1`,
      values: [company.id],
    }),
  );
  assert.deepEqual(rows, [{ status: "failed", failure_reason_type: "job_expired", locks: 0 }]);
  assert.match(await metrics.registry.metrics(), /ledgerport_export_jobs_expired_total 1/);
  assert.equal(clock.pending, 0, "a stopped sweeper plans nothing");
});

test("a sweep that fails is logged and tried again", async () => {
  const virtual = new VirtualClock();
  const plans: (() => void)[] = [];
  const planned = Promise.withResolvers<void>();
  const clock: Clock = {
    now: () => virtual.now(),
    after: (_milliseconds, work) => {
      plans.push(work);
      if (plans.length === 2) planned.resolve();
      return () => undefined;
    },
  };
  const database = new Database({ url: "postgres://127.0.0.1:1/nothing", clock });
  const lines: string[] = [];
  const logger = createLogger(virtual, {
    level: "error",
    stream: { write: (line) => void lines.push(line) },
  });
  const sweeper = startSweeper({ database, clock, logger, metrics: createMetrics() });
  plans[0]?.();
  await planned.promise;
  assert.match(lines.join(""), /the sweep failed/);
  await sweeper.stop();
  await database.close();
});
