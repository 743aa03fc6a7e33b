import type { ListOrder } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { type Row, type Sql, first } from "../storage/sql.ts";
import type { EntryFile, FileAddress } from "./model.ts";

const COLUMNS = "f.name, encode(f.hash, 'hex') AS hash, f.size, f.type, f.created_at";

interface FileRow extends Row {
  name: string;
  hash: string;
  size: number;
  type: string;
  created_at: Date;
}

function fileFromRow({ name, hash, size, type, created_at: createdAt }: FileRow): EntryFile {
  return { name, hash, size, type, createdAt };
}

/** Keeps what is known of a file; one of the same name is replaced and its place taken over. */
export async function upsertFile(
  sql: Sql,
  companyId: string,
  entryId: string,
  file: EntryFile,
): Promise<void> {
  await sql.query({
    name: "files.upsert",
    text: `INSERT INTO entry_files (company_id, entry_id, name, hash, size, type, created_at)
           VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7)
           ON CONFLICT (company_id, entry_id, name) DO UPDATE SET hash = excluded.hash, size = excluded.size,
             type = excluded.type, created_at = excluded.created_at`,
    values: [companyId, entryId, file.name, file.hash, file.size, file.type, file.createdAt],
  });
}

/** Forgets a file; whether there was one. */
export async function deleteFileRow(sql: Sql, { companyId, entryId, name }: FileAddress): Promise<boolean> {
  const rows = await sql.query({
    name: "files.delete",
    text: "DELETE FROM entry_files WHERE company_id = $1 AND entry_id = $2 AND name = $3 RETURNING name",
    values: [companyId, entryId, name],
  });
  return rows.length > 0;
}

/** How many files an entry has. */
export async function countFiles(sql: Sql, companyId: string, entryId: string): Promise<number> {
  const row = await first<{ count: string }>(sql, {
    name: "files.count",
    text: "SELECT count(*) FROM entry_files WHERE company_id = $1 AND entry_id = $2",
    values: [companyId, entryId],
  });
  return Number(row?.count ?? 0);
}

/** One file by its name. */
export async function selectFile(
  sql: Sql,
  { companyId, entryId, name }: FileAddress,
): Promise<EntryFile | undefined> {
  const row = await first<FileRow>(sql, {
    name: "files.select",
    text: `SELECT ${COLUMNS} FROM entry_files f WHERE f.company_id = $1 AND f.entry_id = $2 AND f.name = $3`,
    values: [companyId, entryId, name],
  });
  return row === undefined ? undefined : fileFromRow(row);
}

const ORDER: ListOrder = {
  columns: {
    name: { sql: "f.name", type: "text" },
    createdAt: { sql: "f.created_at", type: "timestamptz" },
    size: { sql: "f.size", type: "integer" },
  },
  standing: [{ sql: "f.place", type: "bigint" }],
};

/** One page of an entry's files. */
export function selectFiles(
  sql: Sql,
  companyId: string,
  entryId: string,
  page: PageRequest,
): Promise<Page<EntryFile>> {
  const list = {
    name: "files.list",
    columns: COLUMNS,
    from: "entry_files f",
    where: "f.company_id = $1 AND f.entry_id = $2",
    values: [companyId, entryId],
    order: ORDER,
  };
  return fetchPage<FileRow, EntryFile>(sql, list, page, fileFromRow);
}

/** The files of some entries, each entry's in their order. */
export async function selectFilesOf(
  sql: Sql,
  companyId: string,
  entryIds: string[],
): Promise<{ entryId: string; file: EntryFile }[]> {
  const rows = await sql.query<FileRow & { entry_id: string }>({
    name: "files.of_entries",
    text: `SELECT f.entry_id, ${COLUMNS} FROM unnest($2::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
             SELECT * FROM entry_files WHERE company_id = $1 AND entry_id = wanted.id OFFSET 0) AS f
           ORDER BY f.entry_id, f.place`,
    values: [companyId, entryIds],
  });
  return rows.map((row) => ({ entryId: row.entry_id, file: fileFromRow(row) }));
}

/** What links to files are signed with; the database's own. */
export async function selectLinkSecret(sql: Sql): Promise<Buffer> {
  const row = await first<{ secret: Buffer }>(sql, {
    name: "files.link_secret",
    text: "SELECT secret FROM signing_secrets WHERE purpose = 'file-links'",
  });
  if (row === undefined) throw new Error("The database has no secret for the links to files");
  return row.secret;
}
