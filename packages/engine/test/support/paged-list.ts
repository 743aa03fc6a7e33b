import fc from "fast-check";
import type { ListOrder } from "../../src/paging/keyset.ts";
import { fetchPage } from "../../src/paging/list.ts";
import type { Page, PageKey, PageRequest, SortKey, SortOrder } from "../../src/paging/page.ts";
import type { Database } from "../../src/storage/database.ts";

const TYPES = ["uuid", "text", "timestamptz", "date", "integer", "bigint"] as const;
type ColumnType = (typeof TYPES)[number];

/** A row with a value of every type that lists are sorted by, as PostgreSQL reads it. */
export type PagedRow = Record<ColumnType, string | null>;

/** Few values, so that there are ties; among them those that null is compared as, and the extremes. */
const VALUES: Record<ColumnType, string[]> = {
  uuid: [
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "01970000-0000-7000-8000-000000000001",
  ],
  text: ["", "a", "B", "ä", "a b", "pending", "\u{1F600}", "'"],
  timestamptz: [
    "1970-01-01T00:00:00Z",
    "2025-05-23T15:21:32.000001Z",
    "2025-05-23T15:21:32.000002Z",
    "9999-12-31T23:59:59.999-12:00",
    "0001-06-01T00:00:00Z",
    "0001-01-01 00:00:00+00 BC",
  ],
  date: ["1970-01-01", "2025-05-22", "2025-05-23", "0001-01-01", "9999-12-31"],
  integer: ["0", "-1", "1", "2147483647"],
  bigint: ["0", "-1", "9007199254740993", "9007199254740992", "-9223372036854775808"],
};

const value = (type: ColumnType) => fc.option(fc.constantFrom(...VALUES[type]), { nil: null, freq: 3 });

/** Up to 25 rows. */
export const pagedRows: fc.Arbitrary<PagedRow[]> = fc.array(
  fc.record({
    uuid: value("uuid"),
    text: value("text"),
    timestamptz: value("timestamptz"),
    date: value("date"),
    integer: value("integer"),
    bigint: value("bigint"),
  }),
  { maxLength: 25 },
);

const ORDERS: SortOrder[] = [
  "ASC",
  "ASC_NULLS_FIRST",
  "ASC_NULLS_LAST",
  "DESC",
  "DESC_NULLS_FIRST",
  "DESC_NULLS_LAST",
];

/** Sortings by up to three keys, in every order, a key now and then repeated. */
export const sortings: fc.Arbitrary<SortKey[]> = fc.array(
  fc.record({ key: fc.constantFrom(...TYPES, "id"), order: fc.constantFrom(...ORDERS) }),
  { maxLength: 3 },
);

const ORDER: ListOrder = {
  columns: {
    ...Object.fromEntries(TYPES.map((type) => [type, { sql: `p.a_${type}`, type, nullable: true }])),
    id: { sql: "p.id", type: "integer" },
  },
  standing: [{ sql: "p.id", type: "integer" }],
};

/** A list of a table of its own, with the order that PostgreSQL gives it as the one to compare with. */
export class PagedList {
  readonly #database: Database;
  readonly #list: number;
  static #lists = 0;

  private constructor(database: Database, list: number) {
    this.#database = database;
    this.#list = list;
  }

  static async create(database: Database): Promise<PagedList> {
    const columns = TYPES.map((type) => `a_${type} ${type}`).join(", ");
    const text = `CREATE TABLE paged (list integer, id integer GENERATED ALWAYS AS IDENTITY, ${columns},
      PRIMARY KEY (list, id))`;
    await database.write("system", "system:test", (tx) => tx.query({ text }));
    return new PagedList(database, 0);
  }

  /** Another list, with these rows. */
  async fill(rows: readonly PagedRow[]): Promise<PagedList> {
    PagedList.#lists += 1;
    const list = new PagedList(this.#database, PagedList.#lists);
    await list.insert(rows);
    return list;
  }

  async insert(rows: readonly PagedRow[]): Promise<void> {
    const columns = TYPES.map((type) => `a_${type}`).join(", ");
    const arrays = TYPES.map((type, at) => `$${at + 2}::${type}[]`).join(", ");
    const text = `INSERT INTO paged (list, ${columns}) SELECT $1, * FROM unnest(${arrays})`;
    await this.#query(
      text,
      TYPES.map((type) => rows.map((row) => row[type])),
    );
  }

  /** Deletes the rows at these places in the order of their ids, where there are any. */
  async remove(places: readonly number[]): Promise<void> {
    const ids = await this.sorted([]);
    await this.#query("DELETE FROM paged WHERE list = $1 AND id = ANY ($2)", [
      places.flatMap((at) => ids[at] ?? []),
    ]);
  }

  /** The ids of all rows, as one query of PostgreSQL sorts them. */
  async sorted(sort: readonly SortKey[]): Promise<number[]> {
    const keys = [...sort, { key: "id", order: "ASC" }].map(
      ({ key, order }) => `p.${key === "id" ? "" : "a_"}${key} ${order.replaceAll("_", " ")}`,
    );
    const rows = await this.#query(`SELECT p.id FROM paged p WHERE p.list = $1 ORDER BY ${keys.join(", ")}`);
    return rows.map(({ id }) => id);
  }

  /** The keys of the list's first and last row. */
  async ends(sort: readonly SortKey[]): Promise<{ startKey?: PageKey; endKey?: PageKey }> {
    const { endKey } = await this.page({ sort, limit: 1000 });
    return endKey === undefined ? {} : { startKey: endKey, endKey };
  }

  page(page: PageRequest): Promise<Page<number>> {
    const list = {
      name: "paged",
      columns: "p.id",
      from: "paged p",
      where: "p.list = $1",
      values: [this.#list],
      order: ORDER,
    };
    return this.#database.read("system", (sql) =>
      fetchPage<{ id: number }, number>(sql, list, page, ({ id }) => id),
    );
  }

  #query(text: string, values: unknown[] = []): Promise<{ id: number }[]> {
    return this.#database.write("system", "system:test", (tx) =>
      tx.query({ text, values: [this.#list, ...values] }),
    );
  }
}
