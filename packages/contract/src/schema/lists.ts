import { Closed, MapOf, type Properties, type Schema, type Static, Type, Words } from "./type.ts";
import { SORT_ORDERS } from "../enums/paging.ts";

/** A place in a list, as an earlier page gave it (contract 1, Pagination). */
export const Cursor = Type.String({ pattern: "^[A-Z2-7=~]+$", maxLength: 4000 });

const RowCount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** What a list was asked for, repeated in its answer. */
export const CurrentRequestPagination = Closed(
  {
    parameters: MapOf(Type.Array(Type.String()), {
      description: "The other query parameters as given",
    }),
    after: Type.Optional(Type.String()),
    before: Type.Optional(Type.String()),
    limit: Type.Optional(RowCount),
    offset: Type.Optional(RowCount),
    sortingKeys: Type.Optional(Type.Array(Type.String())),
    sortingOrder: Type.Optional(Type.Array(Words(SORT_ORDERS))),
  },
  { title: "CurrentRequestPagination" },
);

/** Where a page stands in its list. */
export const Pagination = Closed(
  {
    hasNextPage: Type.Boolean(),
    hasPreviousPage: Type.Boolean(),
    startCursor: Type.Optional(Cursor),
    endCursor: Type.Optional(Cursor),
    total: Type.Optional(RowCount),
    currentRequestPagination: CurrentRequestPagination,
  },
  {
    title: "Pagination",
    examples: [
      {
        hasNextPage: false,
        hasPreviousPage: false,
        startCursor: "MFRGG~MFRGGZDF",
        endCursor: "MFRGG~MFRGGZDF",
        total: 1,
        currentRequestPagination: { parameters: {}, limit: 20 },
      },
    ],
  },
);

export type Pagination = Static<typeof Pagination>;

/** The answer that carries one resource. */
export const single = <S extends Schema>(data: S) => Closed({ data });

/** The answer that carries a page of a list. */
export const pageOf = <S extends Schema>(item: S) =>
  Closed({ data: Type.Array(item), pagination: Pagination });

/**
 * The query of a list: the filters and the paging parameters. Repeatable parameters are arrays, given as `k=a&k=b` or
 * `k=a,b`. `before`, `after` and `offset` exclude each other and `sorting_order` is as long as `sorting_keys`, which
 * is checked outside the schema because the answer must name the parameter.
 */
export const listQuery = <P extends Properties, K extends readonly string[]>(filters: P, sortingKeys: K) =>
  Type.Object({
    ...filters,
    before: Type.Optional({ ...Cursor, description: "The page that ends before this cursor" }),
    after: Type.Optional({ ...Cursor, description: "The page that starts after this cursor" }),
    offset: Type.Optional({ ...RowCount, description: "The page that starts after so many rows" }),
    limit: Type.Optional({
      ...RowCount,
      description: "Rows per page; 20 when left out, above 100 it counts as 100, 0 asks for the total alone",
    }),
    sorting_keys: Type.Optional(
      Type.Array(Words(sortingKeys), {
        maxItems: 10,
        description: "What rows are sorted by, the first key first",
      }),
    ),
    sorting_order: Type.Optional(
      Type.Array(Words(SORT_ORDERS), { maxItems: 10, description: "One for each of sorting_keys" }),
    ),
  });
