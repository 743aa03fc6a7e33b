/** One row of an import as it came in: its number, from 1, and its JSON text; or that it was too long to be kept. */
export type RawRow = { row: number; bytes: Buffer } | { row: number; tooLong: true };

/** Most bytes of one row. */
export const ROW_LIMIT = 1024 * 1024;
