import type { Leap } from "../storage/database-clock.ts";
import type { Sql } from "../storage/sql.ts";

/**
 * Renews unfinished jobs whose end the clock has leapt over, and those whose end lies further ahead than it can. Locked
 * in the order of their keys, as other servers may be doing the same.
 */
export async function renewDisturbedJobs(sql: Sql, { from, to }: Leap): Promise<void> {
  await sql.query({
    text: `UPDATE export_jobs j SET expires_at = $2::timestamptz + j.expires_in * interval '1 second' FROM (
             SELECT company_id, id FROM export_jobs
             WHERE status IN ('pending', 'in_progress') AND expires_at > $1
               AND (expires_at <= $2 OR expires_at > $2::timestamptz + expires_in * interval '1 second')
             ORDER BY company_id, id FOR NO KEY UPDATE
           ) AS disturbed
           WHERE j.company_id = disturbed.company_id AND j.id = disturbed.id`,
    values: [from < to ? from : to, to],
  });
}

/**
 * Makes deliveries due that were so before the clock was set back, and those that wait for longer than any ever does:
 * the longest wait is half a day (contract section 4, Delivery). One that a server has just claimed is passed over.
 */
export async function bringDeliveriesForward(sql: Sql, { from, to }: Leap): Promise<void> {
  await sql.query({
    text: `UPDATE deliveries d SET next_attempt_at = $2, lease_until = NULL FROM (
             SELECT company_id, id FROM deliveries
             WHERE status = 'pending' AND next_attempt_at > $2
               AND (next_attempt_at <= $1 OR next_attempt_at > $2::timestamptz + interval '1 day')
             FOR NO KEY UPDATE SKIP LOCKED
           ) AS disturbed
           WHERE d.company_id = disturbed.company_id AND d.id = disturbed.id`,
    values: [from, to],
  });
}

/** The days without a success that end a subscription are counted from `now`. */
export async function countFailingAnew(sql: Sql, now: Date): Promise<void> {
  await sql.query({
    text: `UPDATE subscriptions s SET failing_since = $1 FROM (
             SELECT id FROM subscriptions WHERE failing_since IS NOT NULL ORDER BY id FOR NO KEY UPDATE
           ) AS failing
           WHERE s.id = failing.id`,
    values: [now],
  });
}
