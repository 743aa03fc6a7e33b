/** How one sorting key orders the rows (contract 1, Pagination). */
export const SORT_ORDERS = [
  "ASC",
  "ASC_NULLS_FIRST",
  "ASC_NULLS_LAST",
  "DESC",
  "DESC_NULLS_FIRST",
  "DESC_NULLS_LAST",
] as const;

export type SortOrder = (typeof SORT_ORDERS)[number];
