import assert from "node:assert/strict";
import { test } from "node:test";
import { ROUTES } from "@ledgerport/contract";
import { type TestServer, testServer, watchStatements } from "@ledgerport/testkit";
import { callBackground } from "./support/cost/background-calls.ts";
import { callExportApi } from "./support/cost/export-calls.ts";
import { makeCrowd } from "./support/cost/crowd.ts";
import { CostLedger, grownTooMuch } from "./support/cost/ledger.ts";
import { callEntries, callReference, callTenants, callWebhooks } from "./support/cost/platform-calls.ts";
import { makeSubject } from "./support/cost/subject.ts";

/** What the others have that the statistics know: so much that nothing is read whole because it is small. */
const OLD = 4000;
/** A company with nearly everything, and companies with next to nothing. */
const CROWD = { size: 20_000, companies: 1000 };
/** No more than the calls need. */
const TINY = 105;
const SMALL = 250;
const FACTOR = 6;

/** Pages that are sorted and not read in their order, until the table is so large that its order is worth it. */
const SORTED_WHILE_SMALL = ["listDeliveries next page", "listSubscriptionActivities next page"];

test("no statement works more than its rows, in a company that the statistics have not seen", async (t) => {
  const server = await testServer();
  t.after(() => server.close());
  await freezeStatistics(server, () => makeSubject(server, OLD));
  const log = await watchStatements(server.url);
  t.after(() => log.close());
  const small = await callAll(server, new CostLedger(server, log), SMALL);
  const large = await callAll(server, new CostLedger(server, log), SMALL * FACTOR);
  const grown = grownTooMuch(small, large, FACTOR);
  assert.equal(grown.length, 0, grown.join("\n"));
  const reaching = ROUTES.filter(({ operation }) => operation.errors.includes("SERVICE_UNAVAILABLE"));
  const forgotten = reaching.filter(({ operationId }) => !large.operationIds.has(operationId));
  assert.deepEqual(forgotten, [], "every operation needs a call here");
});

test("plans that connections keep from when there was next to nothing are not kept when there is more", async (t) => {
  const server = await testServer();
  t.after(() => server.close());
  await freezeStatistics(server, () => Promise.resolve());
  const log = await watchStatements(server.url, { plan_cache_mode: "force_generic_plan" });
  t.after(() => log.close());
  await callAll(server, new CostLedger(server, log), TINY);
  await makeSubject(server, OLD);
  const small = await callAll(server, new CostLedger(server, log), SMALL);
  const large = await callAll(server, new CostLedger(server, log), SMALL * FACTOR);
  const grown = grownTooMuch(small, large, FACTOR);
  const surprising = grown.filter((words) => !SORTED_WHILE_SMALL.some((what) => words.startsWith(what)));
  assert.equal(surprising.length, 0, surprising.join("\n"));
});

test("no statement works more than its rows beside one company with nearly everything and many with next to nothing", async (t) => {
  const server = await testServer();
  t.after(() => server.close());
  await freezeStatistics(server, () => makeCrowd(server, CROWD));
  const log = await watchStatements(server.url, { plan_cache_mode: "force_generic_plan" });
  t.after(() => log.close());
  const small = await callAll(server, new CostLedger(server, log), SMALL);
  const large = await callAll(server, new CostLedger(server, log), SMALL * FACTOR);
  const grown = grownTooMuch(small, large, FACTOR);
  assert.equal(grown.length, 0, grown.join("\n"));
});

/** Lets PostgreSQL look at what `work` makes, and at nothing that comes later. */
async function freezeStatistics(server: TestServer, work: () => Promise<unknown>): Promise<void> {
  const { database } = server;
  const change = (text: string): Promise<unknown[]> =>
    database.write("system", "system:test", (tx) => tx.query({ text }));
  await change(`DO $$ DECLARE name regclass; BEGIN
    FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
      EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', name);
    END LOOP; END $$`);
  await work();
  await change("ANALYZE");
}

/** Makes a company and calls everything that can be asked of it. */
async function callAll(server: TestServer, costs: CostLedger, size: number): Promise<CostLedger> {
  const subject = await makeSubject(server, size);
  await callExportApi(costs, subject);
  await callEntries(costs, subject);
  await callReference(costs, subject);
  await callTenants(costs, subject, server.adminKey);
  await callWebhooks(costs, server, subject);
  await callBackground(costs, server);
  return costs;
}
