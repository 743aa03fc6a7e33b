import pg from "pg";
import { DomainError } from "../shared/errors.ts";
import { first, type Row, type Sql } from "../storage/sql.ts";
import { PATIENCE } from "../storage/tenant.ts";
import type { Answer, IdempotencySlot, IdempotentRequest, StoredAnswer } from "./model.ts";

const LOCK_NOT_AVAILABLE = "55P03";
/** Marks a slot whose work has not answered yet; never committed. */
const RUNNING = 0;

interface AnswerRow extends Row {
  fingerprint: string;
  status_code: number;
  body: string;
}

const INSERT = `INSERT INTO idempotent_requests
    (key_owner, route, idempotency_key, fingerprint, status_code, body, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (key_owner, route, idempotency_key) DO UPDATE SET fingerprint = excluded.fingerprint,
    status_code = excluded.status_code, body = excluded.body, expires_at = excluded.expires_at
  WHERE idempotent_requests.expires_at <= $8
  RETURNING status_code`;

function slotValues(slot: IdempotencySlot): string[] {
  return [slot.keyOwner, slot.route, slot.idempotencyKey];
}

/**
 * Takes the slot when it is free or its answer has expired; false when an answer is kept, whose row is then locked,
 * so that it is still there for the next statement. The insert waits for a transaction that has taken the same slot:
 * the timeout makes that IDEMPOTENCY_KEY_IN_USE instead of a wait for as long as its work runs.
 */
export async function claimSlot(
  sql: Sql,
  request: IdempotentRequest,
  now: Date,
  until: Date,
): Promise<boolean> {
  await sql.query({ text: "SET LOCAL lock_timeout = '100ms'" });
  try {
    const rows = await sql.query({
      name: "idempotency.insert",
      text: INSERT,
      values: [...slotValues(request), request.fingerprint, RUNNING, "", until, now],
    });
    await sql.query({ text: `SET LOCAL lock_timeout = '${PATIENCE.write.lock_timeout}'` });
    return rows.length > 0;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    throw new DomainError("IDEMPOTENCY_KEY_IN_USE", "A request with this Idempotency-Key is still running");
  }
}

export async function updateAnswer(sql: Sql, slot: IdempotencySlot, answer: Answer): Promise<void> {
  await sql.query({
    name: "idempotency.answer",
    text: `UPDATE idempotent_requests SET status_code = $4, body = $5
           WHERE key_owner = $1 AND route = $2 AND idempotency_key = $3`,
    values: [...slotValues(slot), answer.statusCode, answer.body],
  });
}

export async function insertAnswer(
  sql: Sql,
  request: IdempotentRequest,
  answer: Answer,
  now: Date,
  until: Date,
): Promise<void> {
  await sql.query({
    name: "idempotency.insert",
    text: INSERT,
    values: [...slotValues(request), request.fingerprint, answer.statusCode, answer.body, until, now],
  });
}

export async function selectAnswer(
  sql: Sql,
  slot: IdempotencySlot,
  now: Date,
): Promise<StoredAnswer | undefined> {
  const row = await first<AnswerRow>(sql, {
    name: "idempotency.find",
    text: `SELECT fingerprint, status_code, body FROM idempotent_requests
           WHERE key_owner = $1 AND route = $2 AND idempotency_key = $3 AND expires_at > $4`,
    values: [...slotValues(slot), now],
  });
  return row === undefined
    ? undefined
    : { fingerprint: row.fingerprint, statusCode: row.status_code, body: row.body };
}

export async function deleteExpired(sql: Sql, now: Date, limit: number): Promise<number> {
  const rows = await sql.query({
    text: `DELETE FROM idempotent_requests r USING (
             SELECT key_owner, route, idempotency_key FROM idempotent_requests WHERE expires_at <= $1
             ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
           ) expired
           WHERE (r.key_owner, r.route, r.idempotency_key)
               = (expired.key_owner, expired.route, expired.idempotency_key)
           RETURNING r.route`,
    values: [now, limit],
  });
  return rows.length;
}
