import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type TestDatabase, testDatabase } from "@ledgerport/testkit";
import fc from "fast-check";
import type { Page, PageRequest, SortKey } from "../src/paging/page.ts";
import { PagedList, type PagedRow, pagedRows, sortings } from "./support/paged-list.ts";

let db: TestDatabase;
let lists: PagedList;
before(async () => {
  db = await testDatabase();
  lists = await PagedList.create(db.database);
});
after(() => db.close());

/** More than any list here has, with what is inserted meanwhile. */
const MOST_PAGES = 200;

const limits = fc.integer({ min: 1, max: 6 });

/** Walks from one end of a list to the other and gives the pages in the order in which they came. */
async function walk(
  list: PagedList,
  request: { sort: SortKey[]; limit: number; backwards: boolean; from?: Page<number> },
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<Page<number>[]> {
  const { sort, limit, backwards } = request;
  const pages: Page<number>[] = [];
  let page = request.from ?? (await list.page({ sort, limit }));
  if (request.from === undefined) pages.push(page);
  while (backwards ? page.hasPreviousPage : page.hasNextPage) {
    const key = backwards ? page.startKey : page.endKey;
    if (key === undefined) return assert.fail("a page that says that it has a neighbour has no key");
    assert.ok(pages.length < MOST_PAGES, "the pages never end");
    await between();
    const next: PageRequest = backwards ? { sort, limit, before: key } : { sort, limit, after: key };
    page = await list.page(next);
    if (page.rows.length === 0) break;
    pages.push(page);
  }
  return pages;
}

const rowsOf = (pages: readonly Page<number>[]): number[] => pages.flatMap((page) => page.rows);

test("forwards and backwards, pages give every row once, in the order that PostgreSQL itself sorts them", async () => {
  await fc.assert(
    fc.asyncProperty(pagedRows, sortings, limits, async (rows, sort, limit) => {
      const list = await lists.fill(rows);
      const sorted = await list.sorted(sort);
      const forwards = await walk(list, { sort, limit, backwards: false });
      assert.deepEqual(rowsOf(forwards), sorted);
      assert.ok(forwards.slice(0, -1).every((page) => page.rows.length === limit));
      assert.deepEqual(
        forwards.map((page) => [page.hasPreviousPage, page.hasNextPage]),
        forwards.map((_, at) => [at > 0, at < forwards.length - 1]),
      );
      const last = forwards.at(-1);
      if (last === undefined || last.rows.length === 0) return;
      const backwards = await walk(list, { sort, limit, backwards: true, from: last });
      assert.deepEqual([...rowsOf(backwards.toReversed()), ...last.rows], sorted);
      assert.ok(backwards.every((page) => page.hasNextPage));
    }),
    { numRuns: 100 },
  );
});

test("rows that come and go meanwhile neither repeat nor hide those that stay", async () => {
  const changes = fc.array(
    fc.record({ inserted: pagedRows, deleted: fc.array(fc.nat({ max: 30 }), { maxLength: 3 }) }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(
      pagedRows,
      sortings,
      limits,
      changes,
      fc.boolean(),
      async (rows, sort, limit, plan, backwards) => {
        const list = await lists.fill(rows);
        const before = await list.sorted(sort);
        if (before.length === 0) return;
        const from = { rows: [], hasNextPage: true, hasPreviousPage: true, ...(await list.ends(sort)) };
        const pending = [...plan];
        const pages = await walk(
          list,
          { sort, limit, backwards, ...(backwards ? { from } : {}) },
          async () => {
            const change = pending.shift();
            if (change === undefined) return;
            await list.insert(change.inserted);
            await list.remove(change.deleted);
          },
        );
        const seen = rowsOf(backwards ? pages.toReversed() : pages);
        assert.equal(new Set(seen).size, seen.length, "a row came twice");
        const stayed = new Set(await list.sorted(sort));
        const start = backwards ? before.slice(0, -1) : before;
        const expected = start.filter((id) => stayed.has(id));
        const found = new Set(seen);
        assert.deepEqual(
          expected.filter((id) => !found.has(id)),
          [],
          "a row was skipped",
        );
        const inOrder = expected.filter((id) => found.has(id));
        const wanted = new Set(inOrder);
        assert.deepEqual(
          seen.filter((id) => wanted.has(id)),
          inOrder,
        );
      },
    ),
    { numRuns: 100 },
  );
});

test("an offset gives the rows from there on, and the total counts all", async () => {
  const offsets = fc.nat({ max: 30 });
  await fc.assert(
    fc.asyncProperty(pagedRows, sortings, limits, offsets, async (rows, sort, limit, offset) => {
      const list = await lists.fill(rows);
      const sorted = await list.sorted(sort);
      const page = await list.page({ sort, limit, offset });
      assert.deepEqual(page.rows, sorted.slice(offset, offset + limit));
      assert.deepEqual(
        [page.total, page.hasPreviousPage, page.hasNextPage],
        [sorted.length, offset > 0, offset + limit < sorted.length],
      );
      assert.equal(page.startKey === undefined, page.rows.length === 0);
    }),
    { numRuns: 40 },
  );
});

test("a limit of nought gives the total alone", async () => {
  const row: PagedRow = {
    uuid: null,
    text: null,
    timestamptz: null,
    date: null,
    integer: null,
    bigint: null,
  };
  const list = await lists.fill([row, row, row]);
  assert.deepEqual(await list.page({ sort: [], limit: 0 }), {
    rows: [],
    hasNextPage: false,
    hasPreviousPage: false,
    total: 3,
  });
});

test("an unknown sorting key and a key of another sorting are refused", async () => {
  const list = await lists.fill([]);
  for (const key of ["nothing", "toString", "__proto__"]) {
    await assert.rejects(list.page({ sort: [{ key, order: "ASC" }], limit: 1 }), {
      code: "BAD_REQUEST",
      param: "sorting_keys",
    });
  }
  await assert.rejects(list.page({ sort: [], limit: 1, after: ["1", "2"] }), { code: "BAD_REQUEST" });
});
