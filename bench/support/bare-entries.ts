import type pg from "pg";

/** Rows of one bare INSERT: as many as the server writes in one batch. */
export const ROWS_AT_ONCE = 1000;

const COLUMNS = [
  "company_id",
  "id",
  "external_ref",
  "type",
  "date",
  "wallet_currency",
  "wallet_amount",
  "bookkeeping_method",
  "vendor_code",
  "search",
  "source",
  "item_template",
  "needs",
  "created_at",
  "updated_at",
];

/** The stored entries of a company as rows for another one, in the order of their ids. */
export async function* readEntryRows(
  bare: pg.Client,
  sourceId: string,
  companyId: string,
): AsyncGenerator<(string | null)[][], void, undefined> {
  const columns = COLUMNS.slice(2)
    .map((column) =>
      column === "item_template" ? "replace(item_template, $1::text, $2)" : `${column}::text`,
    )
    .join(", ");
  for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
    const { rows } = await bare.query<(string | null)[]>({
      rowMode: "array",
      text: `SELECT $2::text, id::text, ${columns} FROM accounting_entries
             WHERE company_id = $1::uuid AND id > $3 ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
      values: [sourceId, companyId, after],
    });
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.[1] ?? after;
  }
}

/** An INSERT of that many rows, whose values follow each other row by row. */
export function multiRowInsert(rows: number): string {
  const row = (at: number): string =>
    `(${COLUMNS.map((_, index) => `$${at * COLUMNS.length + index + 1}`).join(",")})`;
  return `INSERT INTO accounting_entries (${COLUMNS.join(", ")}) VALUES ${Array.from({ length: rows }, (_, at) => row(at)).join(",")}`;
}

/** Copies a company's entries into another one within the database. */
export async function copyEntries(bare: pg.Client, sourceId: string, companyId: string): Promise<void> {
  const columns = COLUMNS.slice(1)
    .map((column) => (column === "item_template" ? "replace(item_template, $1::text, $2::text)" : column))
    .join(", ");
  await bare.query(
    `INSERT INTO accounting_entries (${COLUMNS.join(", ")})
     SELECT $2::uuid, ${columns} FROM accounting_entries WHERE company_id = $1::uuid ORDER BY id`,
    [sourceId, companyId],
  );
}
