import { type Sql, first } from "../storage/sql.ts";
import type { BookkeepingMethod } from "../tenants/model.ts";
import type { PreparedEntry } from "./entry-from-row.ts";
import type { StoredEntry } from "./import-plan.ts";

/** What writing entries needs of their company. */
export interface LockedCompany {
  id: string;
  bookkeepingMethod: BookkeepingMethod;
  /** companies.reference_version. */
  referenceVersion: string;
  lastNumber: bigint;
}

/**
 * Locks the company's row: writers of a company's entries go one at a time, so that a batch can be planned in memory.
 * Jobs don't wait for it: between them and the writers of entries stand the rows of entry_locks.
 */
export async function lockCompany(sql: Sql, companyId: string): Promise<LockedCompany | undefined> {
  const row = await first<{
    bookkeeping_method: BookkeepingMethod;
    reference_version: string;
    last_reconciliation_number: string;
  }>(sql, {
    name: "entries.lock_company",
    text: `SELECT bookkeeping_method, reference_version, last_reconciliation_number
           FROM companies WHERE id = $1 FOR NO KEY UPDATE`,
    values: [companyId],
  });
  if (row === undefined) return undefined;
  return {
    id: companyId,
    bookkeepingMethod: row.bookkeeping_method,
    referenceVersion: row.reference_version,
    lastNumber: BigInt(row.last_reconciliation_number),
  };
}

/** Keeps the last reconciliation number that was handed out. */
export async function setLastNumber(sql: Sql, companyId: string, lastNumber: bigint): Promise<void> {
  await sql.query({
    name: "entries.set_last_number",
    text: "UPDATE companies SET last_reconciliation_number = $2 WHERE id = $1",
    values: [companyId, String(lastNumber)],
  });
}

/** Entries whose `column` is one of $2, of a type, each looked up by its key: given a long list, PostgreSQL may read all. */
function storedBy(column: "external_ref" | "id", type: "text" | "uuid"): string {
  return `SELECT e.id, e.external_ref, e.source, e.item_template,
      (SELECT l.entry_id FROM entry_locks l WHERE l.company_id = $1 AND l.entry_id = e.id) IS NOT NULL AS locked
    FROM (SELECT DISTINCT unnest($2::${type}[]) AS key) AS wanted CROSS JOIN LATERAL (
      SELECT * FROM accounting_entries WHERE company_id = $1 AND ${column} = wanted.key OFFSET 0) AS e`;
}

/** The company's entries with one of the references. */
export function selectByRefs(sql: Sql, companyId: string, externalRefs: string[]): Promise<StoredEntry[]> {
  return selectStored(sql, {
    name: "entries.by_refs",
    text: storedBy("external_ref", "text"),
    values: [companyId, externalRefs],
  });
}

/** The company's entries with one of the ids. */
export function selectByIds(sql: Sql, companyId: string, ids: string[]): Promise<StoredEntry[]> {
  return selectStored(sql, {
    name: "entries.by_ids",
    text: storedBy("id", "uuid"),
    values: [companyId, ids],
  });
}

async function selectStored(
  sql: Sql,
  statement: { name: string; text: string; values: unknown[] },
): Promise<StoredEntry[]> {
  const rows = await sql.query<{
    id: string;
    external_ref: string;
    source: string;
    item_template: string;
    locked: boolean;
  }>(statement);
  return rows.map((row) => ({
    id: row.id,
    externalRef: row.external_ref,
    source: row.source,
    template: row.item_template,
    locked: row.locked,
  }));
}

/**
 * Locks entries for writing, in the order of their ids, and gives the ids of those locked: an entry that a job holds or
 * that is exported is not among them. Waits for a job that is being created right now, and the other way round.
 */
export async function takeWriteLocks(sql: Sql, companyId: string, ids: string[]): Promise<string[]> {
  const rows = await sql.query<{ entry_id: string }>({
    name: "entries.take_write_locks",
    text: `INSERT INTO entry_locks (company_id, entry_id, job_id, exported)
           SELECT $1, id, NULL, false FROM unnest($2::uuid[]) AS wanted (id) ORDER BY id
           ON CONFLICT (company_id, entry_id) DO NOTHING RETURNING entry_id`,
    values: [companyId, ids],
  });
  return rows.map((row) => row.entry_id);
}

/** Gives back what takeWriteLocks took, before the transaction ends. */
export async function releaseWriteLocks(sql: Sql, companyId: string, ids: string[]): Promise<void> {
  await sql.query({
    name: "entries.release_write_locks",
    // Found by their keys, then deleted where they are: the company is not named twice, lest all of its locks are read.
    text: `DELETE FROM entry_locks WHERE job_id IS NULL AND NOT exported AND ctid = ANY (ARRAY(
             SELECT l.place FROM unnest($2::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
               SELECT ctid AS place FROM entry_locks WHERE company_id = $1 AND entry_id = wanted.id OFFSET 0) AS l))`,
    values: [companyId, ids],
  });
}

const COLUMNS = `id, external_ref, type, date, wallet_currency, wallet_amount, bookkeeping_method, vendor_code,
  search, source, item_template, needs`;
/** Stands between documents: JSON text holds no raw control character, and a slot's mark is another one. */
const RECORD_SEPARATOR = "\u001e";
const COLUMN_ARRAYS = `unnest($3::uuid[], $4::text[], $5::text[], $6::date[], $7::text[], $8::bigint[], $9::text[],
  $10::text[], $11::text[], string_to_array($12, chr(30)), string_to_array($13, chr(30)), string_to_array($14, chr(30))::jsonb[])`;

function columnArrays(entries: readonly PreparedEntry[]): unknown[] {
  return [
    entries.map((entry) => entry.id),
    entries.map((entry) => entry.externalRef),
    entries.map((entry) => entry.type),
    entries.map((entry) => entry.date),
    entries.map((entry) => entry.walletCurrency),
    entries.map((entry) => String(entry.walletAmount)),
    entries.map((entry) => entry.bookkeepingMethod),
    entries.map((entry) => entry.vendorCode),
    entries.map((entry) => entry.search),
    documents(entries.map((entry) => entry.source)),
    documents(entries.map((entry) => entry.template)),
    documents(entries.map((entry) => entry.needs)),
  ];
}

/** Documents as one text: an array's literal would escape every quote in them, which was a fifth of an import. */
function documents(texts: readonly string[]): string {
  return texts.join(RECORD_SEPARATOR);
}

const INSERT = `INSERT INTO accounting_entries (company_id, created_at, updated_at, ${COLUMNS})
  SELECT $1, $2, $2, * FROM ${COLUMN_ARRAYS}`;

/** Inserts entries in one statement. */
export async function insertEntries(
  sql: Sql,
  companyId: string,
  entries: readonly PreparedEntry[],
  now: Date,
): Promise<void> {
  await sql.query({
    name: "entries.insert",
    text: INSERT,
    values: [companyId, now, ...columnArrays(entries)],
  });
}

/** Overwrites entries, found by their ids, in one statement. */
export async function updateEntries(
  sql: Sql,
  companyId: string,
  entries: readonly PreparedEntry[],
  now: Date,
): Promise<void> {
  await sql.query({
    name: "entries.update",
    text: `${INSERT} ON CONFLICT (company_id, id) DO UPDATE SET updated_at = $2, external_ref = excluded.external_ref,
             type = excluded.type, date = excluded.date, wallet_currency = excluded.wallet_currency,
             wallet_amount = excluded.wallet_amount, bookkeeping_method = excluded.bookkeeping_method,
             vendor_code = excluded.vendor_code, search = excluded.search, source = excluded.source,
             item_template = excluded.item_template, needs = excluded.needs`,
    values: [companyId, now, ...columnArrays(entries)],
  });
}

/** Deletes one entry. Its lock must be gone. */
export async function deleteEntryRow(sql: Sql, companyId: string, id: string): Promise<void> {
  await sql.query({
    name: "entries.delete",
    text: "DELETE FROM accounting_entries WHERE company_id = $1 AND id = $2",
    values: [companyId, id],
  });
}

/** Takes the mark of a past export off an entry that no job holds; whether there was one. */
export async function removeExportedMark(sql: Sql, companyId: string, id: string): Promise<boolean> {
  const rows = await sql.query({
    name: "entries.remove_exported_mark",
    text: `DELETE FROM entry_locks WHERE company_id = $1 AND entry_id = $2 AND job_id IS NULL AND exported
           RETURNING entry_id`,
    values: [companyId, id],
  });
  return rows.length > 0;
}
