import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import { mapPage, type Page, type PageRequest } from "../paging/page.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import type { Backlog, Delivery, DeliveryStatus, LoggedAttempt } from "./model.ts";

interface DeliveryRow extends Row {
  id: string;
  company_id: string;
  subscription_id: string;
  event_sequence: string | null;
  event_id: string;
  event_type: string;
  status: DeliveryStatus;
  created_at: Date;
  next_attempt_at: Date | null;
  ended_at: Date | null;
}

const COLUMNS = `d.id, d.company_id, d.subscription_id, d.event_sequence, d.event_id, d.event_type, d.status, d.created_at,
  d.next_attempt_at, d.ended_at`;

function deliveryFromRow(row: DeliveryRow, attempts: LoggedAttempt[]): Delivery {
  return {
    id: row.id,
    companyId: row.company_id,
    subscriptionId: row.subscription_id,
    eventSequence: row.event_sequence === null ? null : Number(row.event_sequence),
    eventId: row.event_id,
    eventType: row.event_type,
    status: row.status,
    createdAt: row.created_at,
    nextAttemptAt: row.next_attempt_at,
    endedAt: row.ended_at,
    attempts,
  };
}

const ID: SortColumn = { sql: "d.id", type: "uuid" };
const CREATED_AT: SortColumn = { sql: "d.created_at", type: "timestamptz" };
const ORDER: ListOrder = { columns: { id: ID, createdAt: CREATED_AT }, standing: [CREATED_AT, ID] };

/** A page of a subscription's deliveries with all their attempts: two statements, however long the page. */
export async function selectDeliveries(
  sql: Sql,
  subscriptionId: string,
  status: DeliveryStatus | undefined,
  page: PageRequest,
): Promise<Page<Delivery>> {
  const list = {
    name: "deliveries.list",
    columns: COLUMNS,
    from: "deliveries d",
    where: "d.subscription_id = $1 AND ($2::text IS NULL OR d.status = $2)",
    values: [subscriptionId, status ?? null],
    order: ORDER,
  };
  const found = await fetchPage<DeliveryRow, DeliveryRow>(sql, list, page, (row) => row);
  const attempts = await attemptsOf(sql, found.rows);
  return mapPage(found, (row) => deliveryFromRow(row, attempts.get(row.id) ?? []));
}

export async function selectDelivery(sql: Sql, companyId: string, id: string): Promise<Delivery | undefined> {
  const row = await first<DeliveryRow>(sql, {
    text: `SELECT ${COLUMNS} FROM deliveries d WHERE d.company_id = $1 AND d.id = $2`,
    values: [companyId, id],
  });
  if (row === undefined) return undefined;
  return deliveryFromRow(row, (await attemptsOf(sql, [row])).get(id) ?? []);
}

interface AttemptRow extends Row {
  delivery_id: string;
  number: number;
  at: Date;
  duration_ms: number;
  status_code: number | null;
  response_excerpt: string | null;
  error: string | null;
}

async function attemptsOf(sql: Sql, rows: readonly DeliveryRow[]): Promise<Map<string, LoggedAttempt[]>> {
  if (rows.length === 0) return new Map();
  const found = await sql.query<AttemptRow>({
    name: "deliveries.attempts",
    text: `SELECT a.delivery_id, a.number, a.at, a.duration_ms, a.status_code, a.response_excerpt, a.error
           FROM unnest($1::uuid[], $2::uuid[]) AS wanted (company_id, id)
           JOIN delivery_attempts a ON a.company_id = wanted.company_id AND a.delivery_id = wanted.id
           ORDER BY a.delivery_id, a.number`,
    values: [rows.map((row) => row.company_id), rows.map((row) => row.id)],
  });
  const grouped = Map.groupBy(found, (row) => row.delivery_id);
  return new Map([...grouped].map(([id, attempts]) => [id, attempts.map(loggedFromRow)]));
}

function loggedFromRow(row: AttemptRow): LoggedAttempt {
  return {
    number: row.number,
    at: row.at,
    durationMs: row.duration_ms,
    statusCode: row.status_code,
    responseExcerpt: row.response_excerpt,
    error: row.error,
  };
}

/** What waits for subscriptions that are sent to. */
export async function selectBacklog(sql: Sql, now: Date): Promise<Backlog> {
  const row = await first<{ pending: string; due: string; oldest: Date | null }>(sql, {
    name: "deliveries.backlog",
    text: `SELECT count(*) AS pending, count(*) FILTER (WHERE d.next_attempt_at <= $1) AS due, min(d.created_at) AS oldest
           FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id AND s.status = 'ACTIVE'
           WHERE d.status = 'pending'`,
    values: [now],
  });
  const oldest = row?.oldest ?? now;
  return {
    pending: Number(row?.pending ?? 0),
    due: Number(row?.due ?? 0),
    oldestAgeSeconds: Math.max(0, (now.getTime() - oldest.getTime()) / 1000),
  };
}

/** Deletes deliveries made before `before`, with their attempts; those still to be made to an active subscription stay. */
export async function deleteOldDeliveries(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql.query({
    text: `DELETE FROM deliveries d USING (
             SELECT o.company_id, o.id FROM deliveries o JOIN subscriptions s ON s.id = o.subscription_id
             WHERE o.created_at < $1 AND COALESCE(o.ended_at, o.created_at) < $1
               AND (o.status <> 'pending' OR s.status <> 'ACTIVE')
             ORDER BY o.created_at LIMIT $2 FOR UPDATE OF o SKIP LOCKED
           ) old
           WHERE d.company_id = old.company_id AND d.id = old.id RETURNING d.id`,
    values: [before, limit],
  });
  return rows.length;
}
