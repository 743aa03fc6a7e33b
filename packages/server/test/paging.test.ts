import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Entry } from "@ledgerport/contract";
import { type TestAnswer, type TestCompany, type TestServer, testServer } from "@ledgerport/testkit";
import { encodeBase32 } from "../src/paging/base32.ts";
import { entryRow, importedIds } from "./support/entries.ts";

let server: TestServer;
let company: TestCompany;
let ids: string[];

const amounts = [300, 100, 200, 100, 500, 400, 200];

before(async () => {
  server = await testServer();
  company = await server.company();
  const rows = amounts.map((value, n) =>
    entryRow(`e${n}`, { amount: { inWalletCurrency: { currency: "EUR", value } } }),
  );
  ids = await importedIds(server, company, rows);
});
after(() => server.close());

function list(query = ""): Promise<TestAnswer> {
  return server.request("GET", `/platform/v1/companies/${company.id}/entries?${query}`, { key: company.key });
}

const idsOf = (answer: TestAnswer): string[] => answer.list(Entry).map(({ id }) => id);

async function walk(query: string, direction: "after" | "before", start = ""): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined = start;
  while (cursor !== undefined) {
    const answer = await list(`${query}${cursor === "" ? "" : `&${direction}=${cursor}`}`);
    assert.equal(answer.status, 200, answer.text);
    pages.push(idsOf(answer));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = answer.pagination();
    cursor =
      direction === "after"
        ? hasNextPage
          ? endCursor
          : undefined
        : hasPreviousPage
          ? startCursor
          : undefined;
  }
  return pages;
}

test("a list is walked to its end and back, each row once", async () => {
  const forward = await walk("limit=3", "after");
  assert.deepEqual(forward, [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)]);
  const last = await list(`limit=3&offset=6`);
  const back = await walk("limit=3", "before", last.pagination().startCursor);
  assert.deepEqual(back, [ids.slice(3, 6), ids.slice(0, 3)]);
});

test("a sorting with equal values is walked both ways without repeating or losing a row", async () => {
  const query = "limit=2&sorting_keys=amount&sorting_order=DESC";
  const forward = (await walk(query, "after")).flat();
  assert.equal(new Set(forward).size, ids.length);
  const values = forward.map((id) => amounts[ids.indexOf(id)]);
  assert.deepEqual(
    values,
    amounts.toSorted((one, other) => other - one),
  );
  const whole = await list("limit=1&offset=6&sorting_keys=amount&sorting_order=DESC");
  const back = (await walk(query, "before", whole.pagination().startCursor)).toReversed().flat();
  assert.deepEqual([...back, forward.at(-1)], forward);
});

test("rows that come meanwhile are neither repeated nor skipped", async () => {
  const first = await list("limit=4");
  const newest = await importedIds(server, company, [entryRow("late")]);
  const rest = await list(`limit=100&after=${first.pagination().endCursor}`);
  assert.deepEqual([...idsOf(first), ...idsOf(rest)], [...ids, ...newest]);
  await server.request("DELETE", `/platform/v1/entries/${newest[0]}`, { key: company.key });
});

test("the limit is 20 unless given, 100 at most, and 0 asks for the total alone", async () => {
  const none = await list("limit=0");
  assert.deepEqual(none.list(Entry), []);
  assert.equal(none.pagination().total, 7);
  assert.equal(none.pagination().hasNextPage, false);
  assert.equal((await list("limit=100000")).pagination().currentRequestPagination.limit, 100);
  assert.equal((await list()).pagination().total, 7);
  const byCursor = await list(`limit=2&after=${(await list("limit=2")).pagination().endCursor}`);
  assert.equal("total" in byCursor.pagination(), false);
});

test("the answer repeats what was asked", async () => {
  const query =
    "limit=2&offset=1&type=card_purchase&sorting_keys=date,id&sorting_order=DESC&sorting_order=ASC";
  assert.deepEqual((await list(query)).pagination().currentRequestPagination, {
    parameters: { type: ["card_purchase"] },
    limit: 2,
    offset: 1,
    sortingKeys: ["date", "id"],
    sortingOrder: ["DESC", "ASC"],
  });
  assert.deepEqual((await list()).pagination().currentRequestPagination, { parameters: {} });
  const jobs = await server.request("GET", "/v3/export-jobs?x=1&x=2", { key: company.key });
  assert.deepEqual(jobs.pagination().currentRequestPagination, { parameters: { x: ["1", "2"] } });
});

test("a cursor belongs to its list, company, filter and sorting", async () => {
  const { endCursor } = (await list("limit=2")).pagination();
  assert.match(endCursor ?? "", /^[A-Z2-7=~]+$/);
  const stranger = await server.company();
  const elsewhere: [string, Promise<TestAnswer>][] = [
    ["another filter", list(`after=${endCursor}&type=fee`)],
    ["another sorting", list(`after=${endCursor}&sorting_keys=id`)],
    [
      "another list",
      server.request("GET", `/platform/v1/companies/${company.id}/history?after=${endCursor}`, {
        key: company.key,
      }),
    ],
    [
      "another company",
      server.request("GET", `/platform/v1/companies/${stranger.id}/entries?after=${endCursor}`, {
        key: stranger.key,
      }),
    ],
  ];
  for (const [name, request] of elsewhere) {
    const answer = await request;
    assert.equal(answer.status, 400, name);
    assert.equal(answer.error().type, "BAD_REQUEST");
    assert.equal(answer.error().param, "after");
  }
  assert.equal((await list(`after=${endCursor}&limit=5`)).status, 200, "the limit may change");
});

test("wrong paging parameters are 400 and named", async () => {
  const { endCursor } = (await list("limit=2")).pagination();
  const cases: [string, string][] = [
    ["limit=-1", "limit"],
    ["limit=1.5", "limit"],
    ["limit=x", "limit"],
    ["limit=", "limit"],
    ["limit=1&limit=2", "limit"],
    ["offset=-1", "offset"],
    ["offset=99999999999999999999", "offset"],
    ["after=nonsense", "after"],
    ["after=", "after"],
    ["before=ABC", "before"],
    [`after=${endCursor}&before=${endCursor}`, "before"],
    [`after=${endCursor}&offset=1`, "offset"],
    [`after=${endCursor}A`, "after"],
    [`after=${endCursor}&after=${endCursor}`, "after"],
    ["sorting_keys=nonsense", "sorting_keys[0]"],
    ["sorting_keys=date,date", "sorting_keys"],
    ["sorting_keys=date&sorting_order=UP", "sorting_order[0]"],
    ["sorting_keys=date,id&sorting_order=ASC", "sorting_order"],
    ["sorting_order=ASC", "sorting_order"],
  ];
  for (const [query, param] of cases) {
    const answer = await list(query);
    assert.equal(answer.status, 400, `${query}: ${answer.text}`);
    assert.equal(answer.error().type, "BAD_REQUEST", query);
    assert.equal(answer.error().param, param, query);
  }
});

test("an offset beyond the end is an empty page", async () => {
  const answer = await list("offset=1000000000000");
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.list(Entry), []);
  assert.equal(answer.pagination().hasPreviousPage, true);
});

test("a forged cursor of the right list is refused as well", async () => {
  const { endCursor } = (await list("limit=2")).pagination();
  const [group = ""] = endCursor?.split("~") ?? [];
  for (const key of [["nonsense"], [null], [1], [], [ids[0], ids[0]], ["0", "9".repeat(100)]]) {
    const answer = await list(`after=${group}~${encodeBase32(Buffer.from(JSON.stringify(key)))}`);
    assert.ok(
      answer.status === 400 || (key[0] === null && answer.status === 200),
      `${JSON.stringify(key)}: ${answer.text}`,
    );
    if (answer.status === 400) assert.equal(answer.error().param, "after", answer.text);
  }
});
