import type { Row, Sql } from "../storage/sql.ts";
import type { AttemptResult, DisabledSubscription } from "./model.ts";

interface DisabledRow extends Row {
  id: string;
  reason: DisabledSubscription["reason"];
}

/**
 * Records attempts and what becomes of their deliveries. A delivery whose lease was lost meanwhile is left alone:
 * somebody else is at it. A subscription's row is touched only when its health changes, or once a minute, so that a
 * busy endpoint's row is no bottleneck. Answers which active subscriptions are to be disabled.
 */
const RECORD = `WITH result AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::timestamptz[], $6::timestamptz[], $7::integer[],
        $8::integer[], $9::text[], $10::text[], $11::text[], $12::timestamptz[])
      AS r (company_id, id, subscription_id, number, lease_until, at, duration_ms, status_code, response_excerpt, error, kind, next_at)
  ), settled AS (
    UPDATE deliveries d SET attempts = r.number, lease_until = NULL, next_attempt_at = r.next_at,
      status = CASE r.kind WHEN 'delivered' THEN 'delivered' WHEN 'retry' THEN 'pending' ELSE 'failed' END,
      ended_at = CASE WHEN r.kind <> 'retry' THEN $13::timestamptz END
    FROM result r WHERE d.company_id = r.company_id AND d.id = r.id AND d.status = 'pending'
      -- Not by =, which would have the leases' index searched for every row beside the primary key.
      AND d.attempts = r.number - 1 AND d.lease_until IS NOT DISTINCT FROM r.lease_until
    RETURNING r.*
  ), logged AS (
    INSERT INTO delivery_attempts (company_id, delivery_id, number, at, duration_ms, status_code, response_excerpt, error)
    SELECT company_id, id, number, at, duration_ms, status_code, response_excerpt, error FROM settled
  ), health AS (
    SELECT subscription_id, bool_or(kind = 'delivered') AS succeeded, bool_or(kind = 'gone') AS gone,
      min(at) AS first_at, max(at) AS last_at
    FROM settled GROUP BY subscription_id
  ), healed AS (
    UPDATE subscriptions s SET last_success_at = h.last_at, failing_since = NULL
    FROM health h WHERE s.id = h.subscription_id AND h.succeeded AND (s.failing_since IS NOT NULL
      OR s.last_success_at IS NULL OR s.last_success_at < h.last_at - interval '1 minute')
  ), ailing AS (
    UPDATE subscriptions s SET failing_since = h.first_at
    FROM health h WHERE s.id = h.subscription_id AND NOT h.succeeded AND s.failing_since IS NULL
  )
  SELECT s.id, CASE WHEN h.gone THEN 'gone' ELSE 'failing' END AS reason
  FROM health h JOIN subscriptions s ON s.id = h.subscription_id
  WHERE s.status = 'ACTIVE' AND s.deleted_at IS NULL AND (h.gone OR (NOT h.succeeded AND s.failing_since <= $14))`;

/** What an endpoint answers may be anything, and PostgreSQL's text holds no NUL and no half characters. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll("\0", "\uFFFD").toWellFormed();
}

/** `failingLimit`: a subscription without a success since then or earlier is to be disabled. */
export async function record(
  sql: Sql,
  results: readonly AttemptResult[],
  now: Date,
  failingLimit: Date,
): Promise<DisabledSubscription[]> {
  const rows = await sql.query<DisabledRow>({
    name: "deliveries.record",
    text: RECORD,
    values: [
      results.map(({ delivery }) => delivery.companyId),
      results.map(({ delivery }) => delivery.id),
      results.map(({ delivery }) => delivery.subscriptionId),
      results.map(({ delivery }) => delivery.attemptNumber),
      results.map(({ delivery }) => delivery.leaseUntil),
      results.map(({ attempt }) => attempt.at),
      results.map(({ attempt }) => attempt.durationMs),
      results.map(({ attempt }) => attempt.statusCode),
      results.map(({ attempt }) => storable(attempt.responseExcerpt)),
      results.map(({ attempt }) => storable(attempt.error)),
      results.map(({ next }) => next.kind),
      results.map(({ next }) => (next.kind === "retry" ? next.at : null)),
      now,
      failingLimit,
    ],
  });
  return rows.map((row) => ({ subscriptionId: row.id, reason: row.reason }));
}
