import type { Page, PageKey, PageRequest } from "@ledgerport/engine";
import { badRequest } from "../errors/api-error.ts";
import { type CursorScope, decodeCursor, encodeCursor } from "./cursor.ts";
import type { PageQuery } from "./page-query.ts";

const DEFAULT_LIMIT = 20;

/** A request's page of one list, ready for the engine, and what its cursors belong to. */
export interface ListPage {
  query: PageQuery;
  scope: CursorScope;
  request: PageRequest;
}

/** The `pagination` of a list's answer (contract 1). */
export interface Pagination {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor?: string;
  endCursor?: string;
  total?: number;
  currentRequestPagination: {
    parameters: Record<string, string[]>;
    after?: string;
    before?: string;
    limit?: number;
    offset?: number;
    sortingKeys?: string[];
    sortingOrder?: string[];
  };
}

/** Opens the cursors of a paging query. Throws BAD_REQUEST for one of another list, filter or sorting. */
export function openPage(query: PageQuery, scope: Omit<CursorScope, "sort">): ListPage {
  const full = { ...scope, sort: query.sort };
  const after = keyOf(full, "after", query.after);
  const before = keyOf(full, "before", query.before);
  return {
    query,
    scope: full,
    request: {
      limit: query.limit ?? DEFAULT_LIMIT,
      sort: query.sort,
      ...(after === undefined ? {} : { after }),
      ...(before === undefined ? {} : { before }),
      ...(query.offset === undefined ? {} : { offset: query.offset }),
    },
  };
}

function keyOf(
  scope: CursorScope,
  name: "after" | "before",
  cursor: string | undefined,
): PageKey | undefined {
  if (cursor === undefined) return undefined;
  const key = decodeCursor(scope, cursor);
  if (key === undefined) {
    throw badRequest(`${name} is not a cursor of this list with this filter and sorting`, name);
  }
  return key;
}

/** The `pagination` member that goes with a page. */
export function paginationOf(list: ListPage, page: Omit<Page<unknown>, "rows">): Pagination {
  const { query, scope } = list;
  return {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    ...(page.startKey === undefined ? {} : { startCursor: encodeCursor(scope, page.startKey) }),
    ...(page.endKey === undefined ? {} : { endCursor: encodeCursor(scope, page.endKey) }),
    ...(page.total === undefined ? {} : { total: page.total }),
    currentRequestPagination: {
      parameters: query.parameters,
      ...(query.after === undefined ? {} : { after: query.after }),
      ...(query.before === undefined ? {} : { before: query.before }),
      ...(query.limit === undefined ? {} : { limit: query.limit }),
      ...(query.offset === undefined ? {} : { offset: query.offset }),
      ...(query.sort.length === 0
        ? {}
        : {
            sortingKeys: query.sort.map(({ key }) => key),
            sortingOrder: query.sort.map(({ order }) => order),
          }),
    },
  };
}
