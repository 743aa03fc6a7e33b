import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestServer, testServer } from "@ledgerport/testkit";
import { VendorAlreadyExistsError, createClient } from "../src/index.ts";
import { testClient } from "./support/client.ts";

let server: TestServer;
before(async () => {
  server = await testServer();
});
after(() => server.close());

const PAPER = { name: "Nordic Paper AB", defaultCurrency: "SEK" };

test("vendors go from draft to archived on a real server", async () => {
  const { key } = await server.company();
  const { vendors } = createClient({ baseUrl: server.address, apiKey: key });
  const draft = await vendors.create(PAPER);
  assert.equal(draft.state, "DRAFT");
  await vendors.activate(draft.id, { externalId: "erp-1", code: "V1" });
  await assert.rejects(vendors.create({ ...PAPER, code: "V1" }), VendorAlreadyExistsError);
  await vendors.archive(draft.id);
  const found = await Array.fromAsync(vendors.searchAll({ states: ["ARCHIVED"], pageSize: 1 }));
  assert.deepEqual(
    found.map(({ id, code }) => [id, code]),
    [[draft.id, "V1"]],
  );
});

test("a vendor whose answer was lost is found and not created twice", async () => {
  const { key } = await server.company();
  let lost = 0;
  const losing: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (init?.method === "POST" && lost === 0) {
      lost += 1;
      throw new TypeError("fetch failed");
    }
    // The server's resources are of its virtual clock's time, its Date header is not.
    const headers = new Headers(answer.headers);
    headers.delete("date");
    return new Response(answer.body, { status: answer.status, headers });
  };
  const { client } = testClient(server.address, { apiKey: key, fetch: losing });
  const { vendors } = client;
  const created = await vendors.create(PAPER);
  assert.equal(lost, 1);
  assert.deepEqual(
    (await vendors.search()).data.map(({ id }) => id),
    [created.id],
  );
});
