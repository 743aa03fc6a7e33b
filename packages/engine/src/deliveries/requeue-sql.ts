import { bodySql } from "./body-sql.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import type { Envelope } from "../subscriptions/model.ts";

/** What makes a delivery due again, unless a server is at it right now; its schedule starts over, its log goes on. */
const AGAIN = `status = 'pending', next_attempt_at = $1, ended_at = NULL, attempts_before = attempts, lease_until = NULL`;
const NOT_LEASED = "(d.lease_until IS NULL OR d.lease_until <= $1)";

/** The subscription of a delivery, in which the caller's reach is checked. */
export async function selectSubscriptionId(
  sql: Sql,
  companyId: string,
  deliveryId: string,
): Promise<string | undefined> {
  const row = await first<{ subscription_id: string }>(sql, {
    text: "SELECT subscription_id FROM deliveries WHERE company_id = $1 AND id = $2",
    values: [companyId, deliveryId],
  });
  return row?.subscription_id;
}

export async function requeueOne(sql: Sql, companyId: string, deliveryId: string, now: Date): Promise<void> {
  await sql.query({
    text: `UPDATE deliveries d SET ${AGAIN} WHERE d.company_id = $2 AND d.id = $3 AND ${NOT_LEASED}`,
    values: [now, companyId, deliveryId],
  });
}

/** A stretch of time, by when the events happened. */
export interface Range {
  subscriptionId: string;
  since: Date;
  /** Not included. */
  until: Date;
}

/** Makes ended deliveries due again, the oldest first; says how many. */
export async function requeueRange(
  sql: Sql,
  range: Range,
  statuses: readonly string[],
  now: Date,
  limit: number,
): Promise<number> {
  const rows = await sql.query({
    text: `UPDATE deliveries d SET ${AGAIN} FROM (
             SELECT o.company_id, o.id FROM deliveries o
             JOIN events e ON e.company_id = o.company_id AND e.sequence = o.event_sequence
             WHERE o.subscription_id = $2 AND o.created_at >= $3 AND e.created_at >= $3 AND e.created_at < $4
               AND o.status = ANY ($5::text[])
             ORDER BY o.created_at, o.id LIMIT $6 FOR NO KEY UPDATE OF o SKIP LOCKED
           ) AS chosen
           WHERE d.company_id = chosen.company_id AND d.id = chosen.id RETURNING d.id`,
    values: [now, range.subscriptionId, range.since, range.until, statuses, limit],
  });
  return rows.length;
}

/** An event that a subscription wants under a name and was never queued for. */
export interface MissingRow extends Row {
  company_id: string;
  sequence: string;
  event_id: string;
  name: string;
}

/** `names` and `types` run in parallel: a subscribed name and the event that it means. */
export function selectMissing(
  sql: Sql,
  range: Range,
  names: readonly string[],
  types: readonly string[],
  limit: number,
): Promise<MissingRow[]> {
  return sql.query({
    text: `SELECT e.company_id, e.sequence, e.id AS event_id, wanted.name
           FROM subscriptions s
           JOIN companies c ON c.id = s.company_id OR c.organisation_id = s.organisation_id
           JOIN events e ON e.company_id = c.id AND e.created_at >= $2 AND e.created_at < $3
           JOIN unnest($4::text[], $5::text[]) AS wanted (name, type) ON wanted.type = e.type
           WHERE s.id = $1 AND NOT EXISTS (
             SELECT FROM deliveries d WHERE d.company_id = e.company_id AND d.event_sequence = e.sequence
               AND d.subscription_id = s.id AND d.event_type = wanted.name)
           ORDER BY e.created_at, e.company_id, e.sequence, wanted.name LIMIT $6`,
    values: [range.subscriptionId, range.since, range.until, names, types, limit],
  });
}

/** A delivery of no event. */
export interface TestDelivery {
  companyId: string;
  id: string;
  subscriptionId: string;
  eventId: string;
  eventType: string;
  data: string;
  envelope: Envelope;
  createdAt: Date;
}

const TEST_BODY = bodySql({
  data: "$6::text",
  eventId: "$4::text",
  eventType: "$5::text",
  envelope: "$7::text",
});

export async function insertTest(sql: Sql, test: TestDelivery): Promise<void> {
  await sql.query({
    text: `INSERT INTO deliveries (company_id, id, subscription_id, event_id, event_type, body, status, next_attempt_at, created_at)
           SELECT $1, $2, $3, $4::text::uuid, $5, ${TEST_BODY}, 'pending', $8, $8`,
    values: [
      test.companyId,
      test.id,
      test.subscriptionId,
      test.eventId,
      test.eventType,
      test.data,
      test.envelope,
      test.createdAt,
    ],
  });
}
