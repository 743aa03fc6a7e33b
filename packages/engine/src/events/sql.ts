import { first, type Row, type Sql } from "../storage/sql.ts";
import type { RecordedEvent } from "./model.ts";
import type { EventName } from "./names.ts";

export interface EventInsert {
  companyId: string;
  id: string;
  type: EventName;
  data: string;
  createdAt: Date;
  /** The names by which the event can be subscribed. */
  names: string[];
}

/** A subscription that wants an event, under a name. `subscription_id` is null in the one row of an unwanted event. */
export interface Wanted extends Row {
  sequence: string;
  subscription_id: string | null;
  name: string;
}

/**
 * Inserts an event under the company's next number and finds who wants it. The counter's row is locked until the
 * transaction ends, so the numbers have no gaps and follow the order of the commits.
 */
export function insertEvent(sql: Sql, event: EventInsert): Promise<Wanted[]> {
  return sql.query({
    name: "events.insert",
    text: `WITH counted AS (
             INSERT INTO event_counters AS c (company_id, last_sequence) VALUES ($1, 1)
             ON CONFLICT (company_id) DO UPDATE SET last_sequence = c.last_sequence + 1
             RETURNING last_sequence
           ), inserted AS (
             INSERT INTO events (company_id, sequence, id, type, data, created_at)
             SELECT $1, last_sequence, $2, $3, $4, $5 FROM counted RETURNING sequence
           )
           SELECT inserted.sequence, wanted.subscription_id, wanted.name FROM inserted LEFT JOIN (
             SELECT s.id AS subscription_id, name FROM subscriptions s, unnest(s.event_types) AS name
             WHERE s.status = 'ACTIVE' AND s.deleted_at IS NULL AND name = ANY ($6::text[])
               AND (s.company_id = $1 OR s.organisation_id = (SELECT organisation_id FROM companies WHERE id = $1))
           ) AS wanted ON true`,
    values: [event.companyId, event.id, event.type, event.data, event.createdAt, event.names],
  });
}

interface EventRow extends Row {
  sequence: string;
  id: string;
  type: EventName;
  data: string;
  created_at: Date;
}

export async function selectEvents(
  sql: Sql,
  companyId: string,
  after: number,
  limit: number,
): Promise<RecordedEvent[]> {
  const rows = await sql.query<EventRow>({
    name: "events.after",
    text: `SELECT sequence, id, type, data, created_at FROM events
           WHERE company_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    values: [companyId, after, limit],
  });
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    id: row.id,
    type: row.type,
    data: row.data,
    createdAt: row.created_at,
  }));
}

/** The number from which on every event is kept, and the newest given out. */
export async function selectBounds(
  sql: Sql,
  companyId: string,
): Promise<{ firstSequence: number; lastSequence: number }> {
  const row = await first<{ forgotten: string; last: string }>(sql, {
    name: "events.bounds",
    text: `SELECT forgotten_sequence AS forgotten, last_sequence AS last FROM event_counters WHERE company_id = $1`,
    values: [companyId],
  });
  return { firstSequence: Number(row?.forgotten ?? 0) + 1, lastSequence: Number(row?.last ?? 0) };
}

/**
 * Deletes events older than `before` that no waiting delivery needs; says how many. The newest number among them is
 * kept: the numbers need not go in the order of the times, so that an older one may stay.
 */
export async function deleteOldEvents(sql: Sql, before: Date, limit: number): Promise<number> {
  const rows = await sql.query({
    text: `WITH forgotten AS (
           DELETE FROM events e USING (
             SELECT o.company_id, o.sequence FROM events o WHERE o.created_at < $1
               AND NOT EXISTS (SELECT FROM deliveries d WHERE d.company_id = o.company_id
                               AND d.event_sequence = o.sequence AND d.status = 'pending')
             ORDER BY o.created_at, o.company_id, o.sequence LIMIT $2 FOR UPDATE SKIP LOCKED
           ) old
           WHERE e.company_id = old.company_id AND e.sequence = old.sequence RETURNING e.company_id, e.sequence
           ), noted AS (
             UPDATE event_counters c SET forgotten_sequence = GREATEST(c.forgotten_sequence, newest.sequence)
             FROM (SELECT company_id, max(sequence) AS sequence FROM forgotten GROUP BY company_id) AS newest
             WHERE c.company_id = newest.company_id
           )
           SELECT sequence FROM forgotten`,
    values: [before, limit],
  });
  return rows.length;
}
