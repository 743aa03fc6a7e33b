import { SORT_ORDERS } from "@ledgerport/contract";
import type { SortKey, SortOrder } from "@ledgerport/engine";
import { badRequest } from "../errors/api-error.ts";

/** A query string's parameters as given: every value of a repeated one, in order. */
export type RawQuery = Readonly<Record<string, string | string[]>>;

/** The paging parameters of one request, checked but with the cursors still closed. */
export interface PageQuery {
  after?: string;
  before?: string;
  offset?: number;
  /** As asked for, at most 100; absent when the request doesn't say. */
  limit?: number;
  sort: readonly SortKey[];
  /** The other query parameters as given, by name. */
  parameters: Record<string, string[]>;
}

const MOST_ROWS = 100;
const CURSOR = /^[A-Z2-7=~]+$/;
const ORDERS: ReadonlySet<string> = new Set<SortOrder>(SORT_ORDERS);
/** The query parameters that say which page is wanted. */
export const PAGING_PARAMETERS: ReadonlySet<string> = new Set([
  "after",
  "before",
  "offset",
  "limit",
  "sorting_keys",
  "sorting_order",
]);

/** Reads the paging parameters of a query (contract 1, pagination). Throws BAD_REQUEST naming the parameter. */
export function readPageQuery(query: RawQuery): PageQuery {
  const after = cursor(query, "after");
  const before = cursor(query, "before");
  const offset = whole(query, "offset");
  const limit = whole(query, "limit");
  const given = Object.entries({ after, before, offset }).filter(([, value]) => value !== undefined);
  const second = given[1];
  if (second !== undefined) {
    throw badRequest(`before, after and offset exclude each other; ${second[0]} is one too many`, second[0]);
  }
  return {
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
    ...(offset === undefined ? {} : { offset }),
    ...(limit === undefined ? {} : { limit: Math.min(limit, MOST_ROWS) }),
    sort: sorting(query),
    parameters: otherParameters(query),
  };
}

/** The values of a repeatable parameter, given as `k=a&k=b` or as `k=a,b` (contract 1). */
export function listOf(value: string | string[] | undefined): string[] {
  if (value === undefined) return [];
  const given = Array.isArray(value) ? value : [value];
  return given.flatMap((part) => part.split(",")).map((part) => part.trim());
}

function single(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  if (Array.isArray(value)) throw badRequest(`${name} can be given only once`, name);
  return value;
}

function cursor(query: RawQuery, name: string): string | undefined {
  const value = single(query, name);
  if (value !== undefined && !CURSOR.test(value)) throw badRequest(`${name} is not a cursor`, name);
  return value;
}

function whole(query: RawQuery, name: string): number | undefined {
  const value = single(query, name);
  if (value === undefined) return undefined;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw badRequest(`${name} must be a whole number from 0`, name);
  return number;
}

/** Without an order every key is ascending; with one, there must be as many as keys. */
function sorting(query: RawQuery): SortKey[] {
  const keys = listOf(query["sorting_keys"]);
  const orders = listOf(query["sorting_order"]);
  if (new Set(keys).size < keys.length) throw badRequest("sorting_keys names a key twice", "sorting_keys");
  if (orders.length > 0 && orders.length !== keys.length) {
    throw badRequest(
      `sorting_order must have one value for each of the ${keys.length} sorting_keys, not ${orders.length}`,
      "sorting_order",
    );
  }
  return keys.map((key, index) => ({ key, order: sortOrder(orders[index] ?? "ASC") }));
}

function sortOrder(value: string): SortOrder {
  if (isSortOrder(value)) return value;
  throw badRequest(`sorting_order knows ${SORT_ORDERS.join(", ")}, not ${value}`, "sorting_order");
}

function isSortOrder(value: string): value is SortOrder {
  return ORDERS.has(value);
}

function otherParameters(query: RawQuery): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => !PAGING_PARAMETERS.has(name))
      .map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
  );
}
