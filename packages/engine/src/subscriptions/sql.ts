import type { ListOrder, SortColumn } from "../paging/keyset.ts";
import { fetchPage } from "../paging/list.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import type { EndpointAuth, Envelope, Subscription, SubscriptionReach, SubscriptionStatus } from "./model.ts";

interface SubscriptionRow extends Row {
  id: string;
  company_id: string | null;
  organisation_id: string | null;
  endpoint_url: string;
  event_types: string[];
  status: SubscriptionStatus;
  custom_headers: string | null;
  endpoint_auth: string | null;
  envelope: Envelope | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
  deleted_by: string | null;
}

/** All but the secrets, which leave the table only where they are asked for. */
const COLUMNS = `s.id, s.company_id, s.organisation_id, s.endpoint_url, s.event_types, s.status, s.custom_headers,
  s.endpoint_auth, s.envelope, s.created_at, s.updated_at, s.deleted_at, s.deleted_by`;

function subscriptionFromRow(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    companyId: row.company_id,
    organisationId: row.organisation_id,
    endpointUrl: row.endpoint_url,
    eventTypes: row.event_types,
    status: row.status,
    customHeaders:
      row.custom_headers === null ? null : (JSON.parse(row.custom_headers) as Record<string, string>),
    endpointAuth: row.endpoint_auth === null ? null : (JSON.parse(row.endpoint_auth) as EndpointAuth),
    envelope: row.envelope,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    deletedBy: row.deleted_by,
  };
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

export async function insertSubscription(
  sql: Sql,
  subscription: Subscription,
  secret: string,
): Promise<void> {
  await sql.query({
    text: `INSERT INTO subscriptions (id, company_id, organisation_id, endpoint_url, event_types, status, custom_headers,
             endpoint_auth, secret, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    values: [
      subscription.id,
      subscription.companyId,
      subscription.organisationId,
      subscription.endpointUrl,
      subscription.eventTypes,
      subscription.status,
      jsonOrNull(subscription.customHeaders),
      jsonOrNull(subscription.endpointAuth),
      secret,
      subscription.createdAt,
    ],
  });
}

/** Subscriptions in the reach of the company $1 or the organisation $2 (null: not limited by it). */
const IN_REACH = `($1::uuid IS NULL OR s.company_id = $1)
  AND ($2::uuid IS NULL OR s.organisation_id = $2
       OR s.company_id IN (SELECT c.id FROM companies c WHERE c.organisation_id = $2))`;

function reachValues(reach: SubscriptionReach): (string | null)[] {
  return [reach.companyId ?? null, reach.organisationId ?? null];
}

export async function selectSubscription(
  sql: Sql,
  id: string,
  reach: SubscriptionReach,
): Promise<Subscription | undefined> {
  const row = await first<SubscriptionRow>(sql, {
    name: "subscriptions.get",
    text: `SELECT ${COLUMNS} FROM subscriptions s WHERE ${IN_REACH} AND s.id = $3`,
    values: [...reachValues(reach), id],
  });
  return row === undefined ? undefined : subscriptionFromRow(row);
}

/** As `selectSubscription`, of one that was not deleted, locked until the transaction ends. */
export async function lockSubscription(
  sql: Sql,
  id: string,
  reach: SubscriptionReach,
): Promise<Subscription | undefined> {
  const row = await first<SubscriptionRow>(sql, {
    name: "subscriptions.lock",
    text: `SELECT ${COLUMNS} FROM subscriptions s WHERE ${IN_REACH} AND s.id = $3 AND s.deleted_at IS NULL FOR NO KEY UPDATE`,
    values: [...reachValues(reach), id],
  });
  return row === undefined ? undefined : subscriptionFromRow(row);
}

/** Writes what a subscriber can change. One that becomes ACTIVE or goes elsewhere has its failures forgotten. */
export async function updateSubscription(sql: Sql, subscription: Subscription): Promise<void> {
  await sql.query({
    text: `UPDATE subscriptions SET endpoint_url = $2, event_types = $3, status = $4, custom_headers = $5, endpoint_auth = $6,
             envelope = $7, updated_at = $8, failing_since =
               CASE WHEN $4 = 'ACTIVE' AND (status <> $4 OR endpoint_url <> $2) THEN NULL ELSE failing_since END
           WHERE id = $1`,
    values: [
      subscription.id,
      subscription.endpointUrl,
      subscription.eventTypes,
      subscription.status,
      jsonOrNull(subscription.customHeaders),
      jsonOrNull(subscription.endpointAuth),
      subscription.envelope,
      subscription.updatedAt,
    ],
  });
}

/** Marks a subscription as deleted and ends what waits for it. */
export async function markDeleted(sql: Sql, id: string, at: Date, by: string): Promise<void> {
  await sql.query({
    text: `WITH ended AS (
             UPDATE deliveries SET status = 'failed', next_attempt_at = NULL, lease_until = NULL, ended_at = $2
             WHERE subscription_id = $1 AND status = 'pending'
           )
           UPDATE subscriptions SET deleted_at = $2, deleted_by = $3, updated_at = $2 WHERE id = $1`,
    values: [id, at, by],
  });
}

/** Makes an active subscription INACTIVE; says whether it was one. */
export async function disableSubscription(sql: Sql, id: string, at: Date): Promise<boolean> {
  const rows = await sql.query({
    text: `UPDATE subscriptions SET status = 'INACTIVE', updated_at = $2
           WHERE id = $1 AND status = 'ACTIVE' AND deleted_at IS NULL RETURNING id`,
    values: [id, at],
  });
  return rows.length > 0;
}

export async function selectSecret(sql: Sql, id: string): Promise<string | undefined> {
  const row = await first<{ secret: string }>(sql, {
    text: "SELECT secret FROM subscriptions WHERE id = $1 AND deleted_at IS NULL",
    values: [id],
  });
  return row?.secret;
}

export async function replaceSecret(
  sql: Sql,
  id: string,
  secret: string,
  previousUntil: Date,
  at: Date,
): Promise<void> {
  await sql.query({
    text: `UPDATE subscriptions SET previous_secret = secret, previous_secret_until = $3, secret = $2, updated_at = $4
           WHERE id = $1`,
    values: [id, secret, previousUntil, at],
  });
}

const ID: SortColumn = { sql: "s.id", type: "uuid" };
const CREATED_AT: SortColumn = { sql: "s.created_at", type: "timestamptz" };

const ORDER: ListOrder = {
  columns: { id: ID, createdAt: CREATED_AT, updatedAt: { sql: "s.updated_at", type: "timestamptz" } },
  standing: [CREATED_AT, ID],
};

/** Those that were not deleted. `names`: every name of the events asked for. */
export function selectSubscriptions(
  sql: Sql,
  filter: SubscriptionReach & {
    status?: SubscriptionStatus | undefined;
    names?: readonly string[] | undefined;
  },
  page: PageRequest,
): Promise<Page<Subscription>> {
  const list = {
    name: "subscriptions.list",
    columns: COLUMNS,
    from: "subscriptions s",
    where: `${IN_REACH} AND s.deleted_at IS NULL AND ($3::text IS NULL OR s.status = $3)
      AND ($4::text[] IS NULL OR s.event_types && $4)`,
    values: [...reachValues(filter), filter.status ?? null, filter.names ?? null],
    order: ORDER,
  };
  return fetchPage<SubscriptionRow, Subscription>(sql, list, page, subscriptionFromRow);
}

/** The company that a subscription's test is sent on behalf of: its own, or the first of its organisation. */
export async function selectCompanyOf(sql: Sql, subscription: Subscription): Promise<string | undefined> {
  if (subscription.companyId !== null) return subscription.companyId;
  const row = await first<{ id: string }>(sql, {
    text: "SELECT id FROM companies WHERE organisation_id = $1 ORDER BY created_at, id LIMIT 1",
    values: [subscription.organisationId],
  });
  return row?.id;
}
