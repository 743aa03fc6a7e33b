import { DomainError } from "../shared/errors.ts";
import type { PageKey, PageRequest, SortOrder } from "./page.ts";

/** A column that a list can be sorted by: SQL expression, the type its values are compared as, whether it may be null. */
export interface SortColumn {
  sql: string;
  type: "uuid" | "text" | "timestamptz" | "date" | "integer" | "bigint";
  nullable?: boolean;
}

/** How a list can be sorted. */
export interface ListOrder {
  /** By the wire's sorting key. */
  columns: Readonly<Record<string, SortColumn>>;
  /** The list's own order, ascending; unique, so that it also breaks the ties of every other sorting. */
  standing: readonly SortColumn[];
}

/** One comparison of the keyset: an expression that is never null, and its direction. */
interface Step {
  sql: string;
  type: string;
  descending: boolean;
}

/** The SQL pieces of one page: conditions, order and limit, with their values. */
export interface KeysetSql {
  /** Select-list entries `AS k0, k1, …` that give the row's key as text. */
  keyColumns: string;
  /** `AND (…)`, or empty on a first page. */
  condition: string;
  orderBy: string;
  limit: string;
  values: unknown[];
  steps: number;
  /** Distinguishes the statement's text among those of the same list and sorting. */
  shape: string;
}

/**
 * Builds a keyset page (contract section 1, pagination): rows beyond a key are found by comparison, so the cost
 * does not grow with depth and rows inserted meanwhile neither repeat nor hide others. A nullable column is
 * compared as two: whether it is null, and its value with null made a constant.
 * Values are numbered from `firstParameter`. Throws BAD_REQUEST for a key that the list can't be sorted by.
 */
export function keysetSql(order: ListOrder, page: PageRequest, firstParameter: number): KeysetSql {
  const backwards = page.before !== undefined;
  const steps = stepsOf(order, page);
  const values: unknown[] = [];
  const parameter = (value: unknown, type: string): string => {
    values.push(value);
    return `$${firstParameter + values.length - 1}::${type}`;
  };
  const key = page.after ?? page.before;
  if (key !== undefined && key.length !== steps.length) throw strangeKey(page);
  const condition = key === undefined ? "" : `AND (${beyond(steps, key, backwards, parameter)})`;
  const orderBy = steps
    .map((step) => `${step.sql} ${step.descending === backwards ? "ASC" : "DESC"}`)
    .join(", ");
  // One row more than asked for tells whether there is a further page.
  let limit = `LIMIT ${parameter(page.limit + 1, "integer")}`;
  if (page.offset !== undefined && page.offset > 0) limit += ` OFFSET ${parameter(page.offset, "bigint")}`;
  return {
    keyColumns: steps.map((step, index) => `(${keyText(step)}) AS k${index}`).join(", "),
    condition,
    orderBy,
    limit,
    values,
    steps: steps.length,
    shape: page.after ? "after" : backwards ? "before" : page.offset ? "offset" : "first",
  };
}

/** The refusal of a key that a client can't have got with a page of this list. */
export function strangeKey(page: PageRequest): DomainError {
  const param = page.after === undefined ? "before" : "after";
  return new DomainError("BAD_REQUEST", `${param} is not a cursor of this list`, { param });
}

/** Timestamps keep their microseconds and their era in a key: one that lacks them would skip or repeat rows. */
function keyText(step: Step): string {
  if (step.type !== "timestamptz") return `(${step.sql})::text`;
  return `to_char((${step.sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z" BC')`;
}

/** (a > $1) OR (a = $1 AND b > $2) OR …: unlike a row comparison it can mix directions. */
function beyond(
  steps: Step[],
  key: PageKey,
  backwards: boolean,
  parameter: (value: unknown, type: string) => string,
): string {
  const operands = steps.map((step, index) => parameter(key[index], step.type));
  const alternatives = steps.map((step, index) => {
    const equal = steps.slice(0, index).map((earlier, at) => `${earlier.sql} = ${operands[at]}`);
    const operator = step.descending === backwards ? ">" : "<";
    return [...equal, `${step.sql} ${operator} ${operands[index]}`].join(" AND ");
  });
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined) return only;
  const [firstStep] = steps;
  // The redundant bound lets an index on the leading column be used.
  const bound =
    firstStep === undefined
      ? ""
      : `${firstStep.sql} ${firstStep.descending === backwards ? ">=" : "<="} ${operands[0]} AND `;
  return `${bound}(${alternatives.map((alternative) => `(${alternative})`).join(" OR ")})`;
}

function stepsOf(order: ListOrder, page: PageRequest): Step[] {
  const steps: Step[] = [];
  for (const sort of page.sort) {
    const column = Object.hasOwn(order.columns, sort.key) ? order.columns[sort.key] : undefined;
    if (column === undefined) {
      const known = Object.keys(order.columns).join(", ");
      throw new DomainError("BAD_REQUEST", `Can't sort by ${sort.key}; known keys: ${known}`, {
        param: "sorting_keys",
      });
    }
    steps.push(...stepsOfColumn(column, sort.order));
  }
  for (const column of order.standing) {
    if (!steps.some((step) => step.sql === column.sql)) steps.push(...stepsOfColumn(column, "ASC"));
  }
  return steps;
}

/** What null is compared as; the step before has already put the nulls on one side. */
const INSTEAD_OF_NULL: Record<SortColumn["type"], string> = {
  uuid: "'00000000-0000-0000-0000-000000000000'::uuid",
  text: "''",
  timestamptz: "'epoch'::timestamptz",
  date: "'epoch'::date",
  integer: "0",
  bigint: "0",
};

function stepsOfColumn(column: SortColumn, order: SortOrder): Step[] {
  const descending = order.startsWith("DESC");
  if (column.nullable !== true) return [{ sql: column.sql, type: column.type, descending }];
  const nullsFirst = order.endsWith("NULLS_FIRST") || order === "DESC";
  return [
    { sql: `(${column.sql} IS NULL)::integer`, type: "integer", descending: nullsFirst },
    { sql: `COALESCE(${column.sql}, ${INSTEAD_OF_NULL[column.type]})`, type: column.type, descending },
  ];
}
