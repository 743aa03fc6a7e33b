import { secondsAfter } from "../shared/clock.ts";
import type { Tx } from "../storage/database.ts";
import { type Answer, answerFor, type IdempotentRequest, KEPT_SECONDS } from "./model.ts";
import { claimSlot, deleteExpired, insertAnswer, selectAnswer, updateAnswer } from "./sql.ts";

/**
 * Does `work` once for a request, however often it is sent: the answer commits together with the effect, and is
 * given again (`replayed`) for 24 hours. Work that throws leaves nothing behind, so that the request can be tried
 * again. Throws IDEMPOTENCY_KEY_REUSED when the key came with another request, IDEMPOTENCY_KEY_IN_USE when a
 * request with it is still running.
 */
export async function withIdempotency(
  tx: Tx,
  request: IdempotentRequest,
  work: () => Promise<Answer>,
): Promise<Answer & { replayed: boolean }> {
  const now = tx.clock.now();
  if (await claimSlot(tx, request, now, secondsAfter(now, KEPT_SECONDS))) {
    const answer = await work();
    await updateAnswer(tx, request, answer);
    return { ...answer, replayed: false };
  }
  const stored = await selectAnswer(tx, request, now);
  if (stored === undefined) throw new Error("An idempotency slot was neither free nor taken");
  return { ...answerFor(stored, request.fingerprint), replayed: true };
}

/**
 * Keeps the answer of a request whose effect was committed in several transactions and is harmless when repeated
 * (a streamed import); see `storedAnswer`. Of two such requests that ran at once the first answer stays.
 */
export async function storeAnswer(tx: Tx, request: IdempotentRequest, answer: Answer): Promise<void> {
  const now = tx.clock.now();
  await insertAnswer(tx, request, answer, now, secondsAfter(now, KEPT_SECONDS));
}

/** Deletes up to `limit` answers that are older than 24 hours; says how many. Several servers may sweep at once. */
export function sweepIdempotentRequests(tx: Tx, limit: number): Promise<number> {
  return deleteExpired(tx, tx.clock.now(), limit);
}
