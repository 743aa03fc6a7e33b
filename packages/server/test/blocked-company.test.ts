import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import pg from "pg";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let blocked: TestCompany;
let other: TestCompany;
let neighbour: pg.Client;
before(async () => {
  server = await testServer();
  [blocked, other] = [await server.company(), await server.company()];
  neighbour = new pg.Client({ connectionString: server.url });
  await neighbour.connect();
});
after(async () => {
  await neighbour.end();
  await server.close();
});

/** Another server takes the company for a change, and stands still before it has committed. */
async function standStill(): Promise<void> {
  await neighbour.query(`BEGIN; SET LOCAL ledgerport.company = '${blocked.id}'`);
  await neighbour.query("SELECT FROM companies WHERE id = $1 FOR UPDATE", [blocked.id]);
}

function change(company: TestCompany): Promise<TestAnswer> {
  return server.request("PATCH", `/platform/v1/companies/${company.id}`, {
    key: server.adminKey,
    body: { name: "Changed" },
  });
}

test("a server that stands still with a company's rows locked holds up that company alone, and not for ever", async () => {
  const [entry] = await importedIds(server, other, [entryRow("other")]);
  await standStill();
  const answers = new Array<TestAnswer>();
  const stuck = Promise.all(Array.from({ length: 12 }, async () => answers.push(await change(blocked))));
  const lists = await server.request("GET", `/platform/v1/entries/${entry}`, { key: other.key });
  const changed = await change(other);
  const ready = await server.request("GET", "/health/ready");
  assert.deepEqual([lists.status, changed.status, ready.status], [200, 200, 200]);
  assert.equal(answers.length, 0, "the blocked company's requests still wait");

  // Half of them have a connection and wait for the lock; the other half wait for a connection.
  server.clock.advance(5000);
  await stuck;
  for (const answer of answers) {
    assert.equal(answer.status, 503, answer.text);
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  }
  await neighbour.query("ROLLBACK");
  assert.equal((await change(blocked)).status, 200);
});

test("no transaction may stand still for long: the database ends it, and its locks with it", async () => {
  const setting = { text: "SHOW idle_in_transaction_session_timeout" };
  const seen = [
    await server.database.write({ companyId: other.id }, "system:test", (tx) => tx.query(setting)),
    await server.database.read({ companyId: other.id }, (sql) => sql.query(setting)),
  ];
  for (const rows of seen) assert.deepEqual(rows, [{ idle_in_transaction_session_timeout: "10s" }]);
});
