import { isDataException } from "../storage/failures.ts";
import type { Row, Sql, Statement } from "../storage/sql.ts";
import { type ListOrder, keysetSql, strangeKey } from "./keyset.ts";
import type { Page, PageKey, PageRequest } from "./page.ts";

/** A list in SQL: everything but the page. */
export interface ListSql {
  /** Names the prepared statements; unique in the engine, one per set of filters. */
  name: string;
  columns: string;
  /** FROM and its joins. */
  from: string;
  /** Conditions without WHERE, over $1 … of `values`. */
  where: string;
  values: readonly unknown[];
  order: ListOrder;
  /** When known without counting. */
  total?: number;
}

/**
 * Fetches one page of a list (contract section 1, pagination). Throws BAD_REQUEST for an unknown sorting key, and for
 * a key of rows that is none of this list's: keys come back from clients, who may have made one up.
 */
export async function fetchPage<R extends Row, T>(
  sql: Sql,
  list: ListSql,
  page: PageRequest,
  fromRow: (row: R) => T,
): Promise<Page<T>> {
  const keyset = keysetSql(list.order, page, list.values.length + 1);
  const counted = page.after === undefined && page.before === undefined;
  const total = counted ? { total: list.total ?? (await count(sql, list)) } : {};
  if (page.limit === 0) return { rows: [], hasNextPage: false, hasPreviousPage: false, ...total };
  const found = await queryPage<R>(sql, page, {
    // Only the list's own order is prepared: the sortings a client can make up are too many to keep.
    ...(page.sort.length === 0 ? { name: `${list.name}.${keyset.shape}` } : {}),
    text: `SELECT ${list.columns}, ${keyset.keyColumns} FROM ${list.from}
           WHERE ${list.where} ${keyset.condition} ORDER BY ${keyset.orderBy} ${keyset.limit}`,
    values: [...list.values, ...keyset.values],
  });
  // Taken out of the statement's result for the reason that `takeRows` gives.
  const kept = found.splice(0, page.limit);
  const further = found.length > 0;
  const backwards = page.before !== undefined;
  if (backwards) kept.reverse();
  const firstRow = kept[0];
  const lastRow = kept.at(-1);
  return {
    rows: kept.map(fromRow),
    hasNextPage: backwards ? true : further,
    hasPreviousPage: backwards ? further : page.after !== undefined || (page.offset ?? 0) > 0,
    ...(firstRow === undefined ? {} : { startKey: keyOf(firstRow, keyset.steps) }),
    ...(lastRow === undefined ? {} : { endKey: keyOf(lastRow, keyset.steps) }),
    ...total,
  };
}

async function queryPage<R extends Row>(sql: Sql, page: PageRequest, statement: Statement): Promise<R[]> {
  try {
    return await sql.query<R>(statement);
  } catch (error) {
    const byKey = page.after !== undefined || page.before !== undefined;
    throw byKey && isDataException(error) ? strangeKey(page) : error;
  }
}

async function count(sql: Sql, list: ListSql): Promise<number> {
  const [row] = await sql.query<{ total: string }>({
    name: `${list.name}.count`,
    text: `SELECT count(*) AS total FROM ${list.from} WHERE ${list.where}`,
    values: list.values,
  });
  return Number(row?.total ?? 0);
}

function keyOf(row: Row, steps: number): PageKey {
  return Array.from({ length: steps }, (_, index) => String(row[`k${index}`]));
}
