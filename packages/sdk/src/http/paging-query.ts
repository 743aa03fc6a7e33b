import type { Paging } from "../types/common.ts";
import type { Query } from "./request.ts";

/** The paging part of a query string. */
export function pagingQuery(paging: Paging): Query {
  return {
    before: paging.before,
    after: paging.after,
    offset: paging.offset,
    limit: paging.limit,
    sorting_keys: paging.sortingKeys,
    sorting_order: paging.sortingOrder,
  };
}
