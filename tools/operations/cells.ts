import { ERRORS, OPERATIONS, type Operation, ROUTES } from "@ledgerport/contract";

/** Something that an operation can answer in one version: a line of the table and one of its columns. */
export interface Cell {
  /** Unique over versions, e.g. `getExportJobV3`. */
  operationId: string;
  /** e.g. `200`, `404 EXPORT_NOT_FOUND`. */
  outcome: string;
}

/** The outcome as the table writes it; `type` is empty for a success. */
export function outcomeOf(status: number, type: string): string {
  return type === "" ? String(status) : `${status} ${type}`;
}

function outcomesOf({ success, errors }: Operation): string[] {
  return [outcomeOf(success.status, ""), ...errors.map((type) => outcomeOf(ERRORS[type].status, type))];
}

/** All that the operations can answer, in the table's order. */
export const CELLS: readonly Cell[] = ROUTES.flatMap(({ operation, operationId }) =>
  outcomesOf(operation).map((outcome) => ({ operationId, outcome })),
);

/** The operations by their name, each with its routes: one section of the table each. */
export const SECTIONS = [...new Set(OPERATIONS.map(({ id }) => id))].map((id) => ({
  id,
  routes: ROUTES.filter(({ operation }) => operation.id === id).toSorted((one, other) =>
    (one.version ?? "").localeCompare(other.version ?? ""),
  ),
}));

/** A cell as one word, to compare by. */
export function keyOf({ operationId, outcome }: Cell): string {
  return `${operationId} ${outcome}`;
}
