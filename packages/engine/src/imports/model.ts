/** One import of entries: who said it, when, and what became of its rows. */
export interface Import {
  id: string;
  companyId: string;
  actor: string;
  /** What the caller calls the file. */
  fileName: string | null;
  startedAt: Date;
  /** Null while it runs, and for good when it was cut off. */
  completedAt: Date | null;
  /** Rows, those of the batches that were committed. */
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
}

/** Rows of an import by what became of them. */
export type RowCounts = Pick<Import, "created" | "updated" | "unchanged" | "failed">;

/** What a row of an import said of an entry. */
export interface SaidRow {
  externalRef: string;
  /** The row's number as the caller counts. */
  row: number;
  /** SHA-256 of what it said: two rows that say the same have the same. */
  said: Buffer;
}
