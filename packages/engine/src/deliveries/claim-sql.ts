import type { EndpointAuth } from "../subscriptions/model.ts";
import { type Row, type Sql } from "../storage/sql.ts";
import { bodySql } from "./body-sql.ts";
import type { ClaimRequest, ClaimedDelivery } from "./model.ts";

interface ClaimedRow extends Row {
  company_id: string;
  id: string;
  subscription_id: string;
  endpoint_url: string;
  event_type: string;
  body: string;
  attempts: number;
  attempts_before: number;
  secret: string;
  previous_secret: string | null;
  custom_headers: string | null;
  endpoint_auth: string | null;
  created_at: Date;
  lease_until: Date;
}

const BODY = bodySql({
  data: "e.data",
  eventId: "d.event_id",
  eventType: "d.event_type",
  envelope: "COALESCE(s.envelope, $5)",
});

/**
 * Claims due deliveries. `waiting` steps from subscription to subscription through the index of what is pending, so
 * the cost depends on how many subscriptions wait and not on how much waits for them. Of each, the oldest come first;
 * between them it goes round. One whose last attempt failed gets one attempt at a time, so that endpoints that hang
 * can't take all the places. A row that another server is claiming is skipped, not waited for.
 */
const CLAIM = `WITH RECURSIVE waiting AS (
    (SELECT d.subscription_id FROM deliveries d WHERE d.status = 'pending' ORDER BY d.subscription_id LIMIT 1)
    UNION ALL
    SELECT (SELECT d.subscription_id FROM deliveries d WHERE d.status = 'pending' AND d.subscription_id > w.subscription_id
            ORDER BY d.subscription_id LIMIT 1)
    FROM waiting w WHERE w.subscription_id IS NOT NULL
  ), due AS (
    SELECT d.*, row_number() OVER (PARTITION BY s.id ORDER BY d.next_attempt_at) AS turn
    FROM waiting w
    -- LIMIT keeps the planner from looking at every subscription first.
    CROSS JOIN LATERAL (
      SELECT a.id, CASE WHEN a.failing_since IS NULL THEN $4::integer ELSE 1 END AS places FROM subscriptions a
      WHERE a.id = w.subscription_id AND a.status = 'ACTIVE' AND a.deleted_at IS NULL LIMIT 1
    ) AS s
    CROSS JOIN LATERAL (
      SELECT p.company_id, p.id, p.next_attempt_at, p.subscription_id, p.event_sequence FROM deliveries p
      WHERE p.subscription_id = s.id AND p.status = 'pending' AND p.next_attempt_at <= $1
      ORDER BY p.next_attempt_at
      -- Counted in the order of the index, so that the leases that have been given back are passed over.
      LIMIT s.places - (SELECT count(*) FROM (
        SELECT FROM deliveries l WHERE l.subscription_id = s.id AND l.lease_until > $1 ORDER BY l.lease_until LIMIT s.places) AS leased)
      FOR NO KEY UPDATE SKIP LOCKED
    ) AS d
  ), chosen AS (SELECT * FROM due ORDER BY turn, next_attempt_at, id LIMIT $3)
  UPDATE deliveries d SET lease_until = $2, next_attempt_at = $2, body = COALESCE(d.body, ${BODY})
  FROM chosen c
    CROSS JOIN LATERAL (SELECT * FROM subscriptions WHERE id = c.subscription_id OFFSET 0) AS s
    LEFT JOIN LATERAL (SELECT * FROM events WHERE company_id = c.company_id AND sequence = c.event_sequence OFFSET 0) AS e ON true
  WHERE d.company_id = c.company_id AND d.id = c.id
  RETURNING d.company_id, d.id, d.subscription_id, s.endpoint_url, d.event_type, d.body, d.attempts, d.attempts_before,
    s.secret, CASE WHEN s.previous_secret_until > $1 THEN s.previous_secret END AS previous_secret,
    s.custom_headers, s.endpoint_auth, d.created_at, d.lease_until`;

export async function claim(
  sql: Sql,
  request: ClaimRequest,
  now: Date,
  leaseUntil: Date,
): Promise<ClaimedDelivery[]> {
  const rows = await sql.query<ClaimedRow>({
    name: "deliveries.claim",
    text: CLAIM,
    values: [now, leaseUntil, request.limit, request.perSubscription, request.envelope],
  });
  return rows.map(claimedFromRow);
}

function claimedFromRow(row: ClaimedRow): ClaimedDelivery {
  return {
    companyId: row.company_id,
    id: row.id,
    subscriptionId: row.subscription_id,
    endpointUrl: row.endpoint_url,
    eventType: row.event_type,
    body: row.body,
    attemptNumber: row.attempts + 1,
    attemptsInSchedule: row.attempts - row.attempts_before,
    secrets: row.previous_secret === null ? [row.secret] : [row.secret, row.previous_secret],
    customHeaders:
      row.custom_headers === null ? {} : (JSON.parse(row.custom_headers) as Record<string, string>),
    endpointAuth:
      row.endpoint_auth === null ? { type: "NONE" } : (JSON.parse(row.endpoint_auth) as EndpointAuth),
    createdAt: row.created_at,
    leaseUntil: row.lease_until,
  };
}
