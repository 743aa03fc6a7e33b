import type { Pagination as WirePagination, SortOrder, Static } from "@ledgerport/contract";

/** How rows are sorted, one for each sorting key. */
export type SortingOrder = SortOrder;

/** Sorting of a list; `SortingKey` is the list's own set of names. */
export interface Sorting<SortingKey extends string = string> {
  sortingKeys?: readonly SortingKey[];
  /** As many as there are sorting keys. */
  sortingOrder?: readonly SortingOrder[];
}

/** Which page of a list. `before`, `after` and `offset` exclude each other. */
export interface Paging<SortingKey extends string = string> extends Sorting<SortingKey> {
  /** A cursor of the same list, filter and sorting: rows before it. */
  before?: string;
  /** A cursor of the same list, filter and sorting: rows after it. */
  after?: string;
  /** Rows to skip. */
  offset?: number;
  /** Rows per page: 20 when left out, at most 100; 0 asks for the total only. */
  limit?: number;
}

/** What an iterator over all pages takes: sorting, and how many rows to fetch at a time (100 when left out). */
export interface AllPages<SortingKey extends string = string> extends Sorting<SortingKey> {
  pageSize?: number;
}

/** Where a page stands in its list. `total` counts all rows and is left out on pages asked for by cursor. */
export type Pagination = Static<typeof WirePagination>;

/** One page of a list. */
export interface Page<Row> {
  data: Row[];
  pagination: Pagination;
}

/** What every call of the client takes besides its input. */
export interface CallOptions {
  /** Aborts the call, its waits included; the call then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Milliseconds for one attempt, the answer's body included; the client's `timeoutMs` when left out. */
  timeoutMs?: number;
  /** Further attempts after the first; the client's `retries` when left out. */
  retries?: number;
}
