import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import type { ApiKey, KeyReach } from "./model.ts";

interface KeyRow extends Row {
  id: string;
  name: string;
  company_id: string | null;
  organisation_id: string | null;
  is_admin: boolean;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
}

const COLUMNS =
  "k.id, k.name, k.company_id, k.organisation_id, k.is_admin, k.scopes, k.created_at, k.expires_at";

function keyFromRow(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    companyId: row.company_id,
    organisationId: row.organisation_id,
    isAdmin: row.is_admin,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export async function insertKey(sql: Sql, key: ApiKey, hash: Buffer): Promise<void> {
  await sql.query({
    text: `INSERT INTO api_keys (id, name, company_id, organisation_id, scopes, hash, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      key.id,
      key.name,
      key.companyId,
      key.organisationId,
      key.scopes,
      hash,
      key.createdAt,
      key.expiresAt,
    ],
  });
}

export async function selectValidKey(sql: Sql, hash: Buffer, now: Date): Promise<ApiKey | undefined> {
  const row = await first<KeyRow>(sql, {
    name: "keys.find",
    text: `SELECT ${COLUMNS} FROM api_keys k
           WHERE k.hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`,
    values: [hash, now],
  });
  return row === undefined ? undefined : keyFromRow(row);
}

export async function selectKeyIdByHash(sql: Sql, hash: Buffer): Promise<string | undefined> {
  const row = await first<{ id: string }>(sql, {
    text: "SELECT id FROM api_keys WHERE hash = $1",
    values: [hash],
  });
  return row?.id;
}

const INSERT_ADMIN_KEY = `INSERT INTO api_keys (id, name, is_admin, scopes, hash, created_at)
                          VALUES ($1, 'admin', true, '{}', $2, $3) ON CONFLICT (id)`;

/** Makes the admin key unless there is one; says whether it did. */
export async function keepAdminKey(sql: Sql, id: string, hash: Buffer, now: Date): Promise<boolean> {
  const rows = await sql.query({
    text: `${INSERT_ADMIN_KEY} DO NOTHING RETURNING id`,
    values: [id, hash, now],
  });
  return rows.length > 0;
}

/** Makes the admin key, or gives the one there is another secret. */
export async function replaceAdminKey(sql: Sql, id: string, hash: Buffer, now: Date): Promise<void> {
  await sql.query({
    text: `${INSERT_ADMIN_KEY} DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at
           WHERE api_keys.hash <> excluded.hash`,
    values: [id, hash, now],
  });
}

/** Keys that are there, in the reach of the company $1 or the organisation $2 (null: not limited by it). */
const IN_REACH = `NOT k.is_admin AND k.revoked_at IS NULL
  AND ($1::uuid IS NULL OR k.company_id = $1)
  AND ($2::uuid IS NULL OR k.organisation_id = $2
       OR k.company_id IN (SELECT c.id FROM companies c WHERE c.organisation_id = $2))`;

function reachValues(reach: KeyReach): (string | null)[] {
  return [reach.companyId ?? null, reach.organisationId ?? null];
}

/** Says whether there was such a key. */
export async function revokeKey(sql: Sql, id: string, reach: KeyReach, now: Date): Promise<boolean> {
  const rows = await sql.query({
    text: `UPDATE api_keys k SET revoked_at = $4 WHERE ${IN_REACH} AND k.id = $3 RETURNING k.id`,
    values: [...reachValues(reach), id, now],
  });
  return rows.length > 0;
}

const ID: SortColumn = { sql: "k.id", type: "uuid" };
const CREATED_AT: SortColumn = { sql: "k.created_at", type: "timestamptz" };

const ORDER: ListOrder = {
  columns: {
    id: ID,
    createdAt: CREATED_AT,
    name: { sql: "k.name", type: "text" },
    expiresAt: { sql: "k.expires_at", type: "timestamptz", nullable: true },
  },
  standing: [CREATED_AT, ID],
};

export function selectKeys(sql: Sql, reach: KeyReach, page: PageRequest): Promise<Page<ApiKey>> {
  const list = {
    name: "keys.list",
    columns: COLUMNS,
    from: "api_keys k",
    where: IN_REACH,
    values: reachValues(reach),
    order: ORDER,
  };
  return fetchPage<KeyRow, ApiKey>(sql, list, page, keyFromRow);
}
