import assert from "node:assert/strict";
import { test } from "node:test";
import { LedgerportError, NotFoundError } from "../src/index.ts";
import { COMPANY_ID, testClient } from "./support/client.ts";
import { exportJob, id, listOf } from "./support/resources.ts";
import { answer, refuse, script, serve } from "./support/scripted-server.ts";

const row = (number: number) => exportJob({ id: id(number) });

async function idsOf(rows: AsyncIterable<{ id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id: one } of rows) ids.push(one);
  return ids;
}

test("all pages are followed by cursor, an empty page in the middle included", async (t) => {
  const server = await script(
    t,
    answer(200, listOf([row(1), row(2)], "AAAA~B")),
    answer(200, listOf([], "AAAA~C")),
    answer(200, listOf([row(3)])),
  );
  const { client } = testClient(server.baseUrl, { companyId: COMPANY_ID });
  const jobs = client.exportJobs.listAll({
    statuses: ["pending", "failed"],
    sortingKeys: ["status", "id"],
    sortingOrder: ["ASC", "DESC"],
    pageSize: 2,
  });
  assert.deepEqual(await idsOf(jobs), [id(1), id(2), id(3)]);
  assert.deepEqual(
    server.received.map(({ query }) => query.get("after")),
    [null, "AAAA~B", "AAAA~C"],
  );
  for (const { query } of server.received) {
    assert.deepEqual(query.getAll("statuses"), ["pending", "failed"]);
    assert.deepEqual(query.getAll("sorting_keys"), ["status", "id"]);
    assert.deepEqual(query.getAll("sorting_order"), ["ASC", "DESC"]);
    assert.equal(query.get("limit"), "2");
    assert.equal(query.get("company_id"), COMPANY_ID);
  }
});

test("a page is fetched only when its rows are asked for", async (t) => {
  const server = await script(t, answer(200, listOf([row(1), row(2)], "AAAA~B")));
  const { client } = testClient(server.baseUrl);
  const jobs = client.exportJobs.listAll();
  assert.equal(server.received.length, 0);
  await jobs.next();
  await jobs.next();
  assert.equal(server.received.length, 1);
  await jobs.return();
  assert.equal(server.received.length, 1);
});

test("a lost page is fetched again: no row is missed or doubled", async (t) => {
  const pages = [
    answer(200, listOf([row(1)], "AAAA~B")),
    refuse(503, "SERVICE_UNAVAILABLE"),
    answer(200, listOf([row(2)])),
  ];
  const server = await serve(t, () => pages.shift() ?? refuse(500, "TOO_MANY"));
  assert.deepEqual(await idsOf(testClient(server.baseUrl).client.exportJobs.listAll()), [id(1), id(2)]);
});

test("a list that goes on without saying where is an error, not an end", async (t) => {
  const endless = { data: [row(1)], pagination: { hasNextPage: true, hasPreviousPage: false } };
  const server = await script(t, answer(200, endless));
  await assert.rejects(idsOf(testClient(server.baseUrl).client.exportJobs.listAll()), LedgerportError);
  const circling = await script(t, answer(200, listOf([row(1)], "AAAA~B")));
  await assert.rejects(idsOf(testClient(circling.baseUrl).client.exportJobs.listAll()), LedgerportError);
  assert.equal(circling.received.length, 2);
});

test("an error of a later page ends the iteration with it", async (t) => {
  const server = await script(t, answer(200, listOf([row(1)], "AAAA~B")), refuse(404, "EXPORT_NOT_FOUND"));
  await assert.rejects(idsOf(testClient(server.baseUrl).client.exportJobs.listAll()), NotFoundError);
});

test("single pages go both ways, by cursor or offset", async (t) => {
  const server = await script(t, answer(200, listOf([])));
  const { client } = testClient(server.baseUrl);
  await client.exportItems.list({ jobId: id(900), before: "AAAA~B", limit: 5 });
  await client.exportItems.list({ offset: 40, limit: 0 });
  await client.exportJobs.items.list(id(900), { status: "failed" });
  assert.deepEqual(
    server.received.map(({ target }) => target),
    [
      `/v3/export-items?job_id=${id(900)}&before=AAAA%7EB&limit=5`,
      "/v3/export-items?offset=40&limit=0",
      `/v3/export-jobs/${id(900)}/items?status=failed`,
    ],
  );
});
