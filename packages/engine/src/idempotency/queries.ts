import type { Sql } from "../storage/sql.ts";
import type { IdempotencySlot, StoredAnswer } from "./model.ts";
import { selectAnswer } from "./sql.ts";

/**
 * The answer kept for an Idempotency-Key, for requests whose body is a stream: what they are is known only after
 * the body was read, so the caller hashes it while reading and then asks `answerFor`.
 */
export function storedAnswer(sql: Sql, slot: IdempotencySlot, now: Date): Promise<StoredAnswer | undefined> {
  return selectAnswer(sql, slot, now);
}
