import assert from "node:assert/strict";
import type { SortKey } from "../../src/paging/page.ts";

/** A listed row: what it is called, and the values that it may be sorted by. */
export interface Seen {
  name: string;
  values: Record<string, unknown>;
}

/** Asserts that neighbours are in order, nulls on the side where they belong; equal ones may come either way. */
export function assertSorted(rows: readonly Seen[], { key, order }: SortKey): void {
  const nullsFirst = order.endsWith("NULLS_FIRST") || order === "DESC";
  const descending = order.startsWith("DESC");
  for (const [at, row] of rows.slice(1).entries()) {
    const [a, b] = [comparable(rows[at]?.values[key]), comparable(row.values[key])];
    const inOrder =
      a === null || b === null ? a === b || (a === null) === nullsFirst : descending ? a >= b : a <= b;
    assert.ok(inOrder, `${key} ${order}: ${a} comes before ${b}`);
  }
}

function comparable(value: unknown): number | string | null {
  if (value instanceof Date) return value.getTime();
  return value === null || typeof value === "string" ? value : assert.fail("not a value to sort by");
}
