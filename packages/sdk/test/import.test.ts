import assert from "node:assert/strict";
import { test } from "node:test";
import { ConnectionError, type EntryRow, UnauthorizedError } from "../src/index.ts";
import { testClient } from "./support/client.ts";
import { id } from "./support/resources.ts";
import { answer, refuse, reset, script } from "./support/scripted-server.ts";

const nothing = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [] };
const imported = answer(200, { data: nothing });

function row(number: number): EntryRow {
  return {
    externalRef: `card-${number}`,
    type: "card_purchase",
    date: "2025-05-22",
    amount: { inWalletCurrency: { currency: "SEK", value: 100 + number } },
    note: "Straße – 領収書",
  };
}

async function* rows(count: number, taken: (number: number) => void = () => {}) {
  for (let number = 1; number <= count; number += 1) {
    taken(number);
    yield await Promise.resolve(row(number));
  }
}

test("rows arrive as NDJSON, whole and in order, streamed", async (t) => {
  const server = await script(t, imported);
  const result = await testClient(server.baseUrl).client.platform.entries.import(id(4), rows(5_000));
  assert.deepEqual(result, nothing);
  const [request] = server.received;
  assert.equal(request?.headers["content-type"], "application/x-ndjson");
  assert.equal(request.headers["transfer-encoding"], "chunked");
  const lines = request.body.trimEnd().split("\n");
  assert.equal(lines.length, 5_000);
  assert.deepEqual(JSON.parse(lines[4_999] ?? ""), row(5_000));
});

test("rows are taken only as fast as they are sent: a slow server holds them back", async () => {
  let taken = 0;
  const { client } = testClient("http://ledgerport.test", {
    fetch: async (input, init) => {
      const reader = new Request(input, init).body?.getReader();
      assert.ok(reader);
      await reader.read();
      // Time enough to take many rows more, were they not held back.
      for (let turn = 0; turn < 20_000; turn += 1) await Promise.resolve();
      assert.ok(taken < 1_000, `${taken} rows taken for one piece`);
      await reader.cancel();
      return Response.json({ data: nothing });
    },
  });
  await client.platform.entries.import(
    id(4),
    rows(1_000_000, (number) => (taken = number)),
  );
  assert.ok(taken < 1_000);
});

test("an error of the rows themselves is the call's error, and is not tried again", async (t) => {
  const broken = new Error("row 3 of the file is not CSV");
  const server = await script(t, imported);
  const source = () =>
    rows(10, (number) => {
      if (number === 3) throw broken;
    });
  await assert.rejects(
    testClient(server.baseUrl).client.platform.entries.import(id(4), source),
    (error) => error === broken,
  );
  assert.equal(server.received.length, 0);
});

test("an array, or a function that starts the rows anew, is sent again after a lost connection", async (t) => {
  for (const source of [[row(1), row(2)], () => rows(2)]) {
    const server = await script(t, reset, imported);
    await testClient(server.baseUrl).client.platform.entries.import(id(4), source);
    const bodies = server.received.map(({ body }) => body.trimEnd().split("\n").length);
    assert.deepEqual(bodies, [2, 2]);
  }
});

test("rows that can be taken once are sent once", async (t) => {
  const server = await script(t, reset, imported);
  await assert.rejects(
    testClient(server.baseUrl).client.platform.entries.import(id(4), rows(2)),
    ConnectionError,
  );
  assert.equal(server.received.length, 1);
});

test("a refused import ends the rows", async (t) => {
  const server = await script(t, refuse(401, "UNAUTHORIZED"));
  let ended = false;
  async function* source() {
    try {
      yield* rows(3);
    } finally {
      ended = true;
    }
  }
  await assert.rejects(
    testClient(server.baseUrl).client.platform.entries.import(id(4), source()),
    UnauthorizedError,
  );
  assert.ok(ended);
});

test("an import has no time limit of its own, but takes the caller's", async (t) => {
  const server = await script(t, (request, response) => {
    assert.equal(clock.running, 0);
    imported(request, response);
  });
  const { client, clock } = testClient(server.baseUrl);
  await client.platform.entries.import(id(4), [row(1)]);
});
