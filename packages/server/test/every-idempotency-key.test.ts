import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ROUTES, type Route } from "@ledgerport/contract";
import { type IdempotentRequest, withIdempotency } from "@ledgerport/engine";
import { type TestAnswer, type TestServer, testServer } from "@ledgerport/testkit";
import { entryRow } from "./support/entries.ts";

const ID = "0197a3c2-7000-7b00-8c00-0000000000ff";

let server: TestServer;
let companyId: string;
/** The id of the server's own key. */
let keyOwner: string;

before(async () => {
  server = await testServer();
  companyId = (await server.company()).id;
  const [admin] = await server.database.read("system", (sql) =>
    sql.query<{ id: string }>({ text: "SELECT id FROM api_keys WHERE is_admin" }),
  );
  keyOwner = admin?.id ?? assert.fail("there is no admin key");
});
after(() => server.close());

/** A body that is right, for the operations that take one. */
const BODIES: Readonly<Record<string, () => unknown>> = {
  createOrganisation: () => ({ name: "Group" }),
  createCompany: () => ({ name: "Company", defaultCurrency: "EUR" }),
  createApiKey: () => ({ name: "Key", companyId, scopes: ["platform:read"] }),
  importEntries: () => [entryRow("one")],
  retryExportJob: () => ({}),
  preflightExportJob: () => ({ accountingEntryIds: [ID] }),
  redeliverSubscription: () => ({ since: "2025-05-23T00:00:00Z" }),
};

const taking = ROUTES.filter(({ operation }) => operation.idempotent);

function send({ operation, path }: Route, idempotencyKey: string): Promise<TestAnswer> {
  const filled = path.replace("{id}", operation.company === "path" ? companyId : ID);
  const query = operation.company === "request" ? `?company_id=${companyId}` : "";
  return server.request(operation.method, `${filled}${query}`, {
    key: server.adminKey,
    headers: { "idempotency-key": idempotencyKey },
    body: BODIES[operation.id]?.(),
  });
}

/** Takes the slot that a request with this Idempotency-Key has, for another request, while `work` runs. */
async function takeSlot(route: Route, idempotencyKey: string, work: () => Promise<void>): Promise<void> {
  const other: IdempotentRequest = {
    keyOwner,
    route: route.operation.id,
    idempotencyKey,
    fingerprint: "another",
  };
  await server.database.write("system", "system:test", (tx) =>
    withIdempotency(tx, other, async () => {
      await work();
      return { statusCode: 200, body: "" };
    }),
  );
}

test("every POST of the Platform API refuses an Idempotency-Key that was used for another request", async () => {
  assert.ok(taking.length > 8);
  for (const route of taking) {
    await takeSlot(route, "used", () => Promise.resolve());
    const answer = await send(route, "used");
    assert.equal(answer.status, 422, `${route.operationId} ${answer.text}`);
    assert.equal(answer.error().type, "IDEMPOTENCY_KEY_REUSED", route.operationId);
  }
});

test("every POST of the Platform API but the import refuses an Idempotency-Key whose request still runs", async () => {
  const waiting = taking.filter(({ operation }) => operation.errors.includes("IDEMPOTENCY_KEY_IN_USE"));
  assert.deepEqual(
    taking.filter((route) => !waiting.includes(route)).map(({ operationId }) => operationId),
    ["importEntries"],
  );
  for (const route of waiting) {
    await takeSlot(route, "running", async () => {
      const answer = await send(route, "running");
      assert.equal(answer.status, 409, `${route.operationId} ${answer.text}`);
      assert.equal(answer.error().type, "IDEMPOTENCY_KEY_IN_USE", route.operationId);
    });
  }
});
