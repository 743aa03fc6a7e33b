import { DomainError } from "../shared/errors.ts";

/** Answers are kept for a day (contract section 6). */
export const KEPT_SECONDS = 24 * 60 * 60;

/** What an `Idempotency-Key` header stands for: the same header under another key or on another route is another. */
export interface IdempotencySlot {
  /** Who sent it: the API key's id. */
  keyOwner: string;
  /** The operation, e.g. `POST /platform/v1/companies`. */
  route: string;
  /** The header's value. */
  idempotencyKey: string;
}

/** One request that carries an `Idempotency-Key`. */
export interface IdempotentRequest extends IdempotencySlot {
  /** Equal for equal requests: a hash over the parameters and the body. */
  fingerprint: string;
}

/** An answer as it went out. */
export interface Answer {
  statusCode: number;
  /** JSON text; empty for an answer without a body. */
  body: string;
}

/** An answer that is kept, and the request that it was for. */
export interface StoredAnswer extends Answer {
  fingerprint: string;
}

/** The kept answer, when it was for this request. Throws IDEMPOTENCY_KEY_REUSED when it was for another one. */
export function answerFor(stored: StoredAnswer, fingerprint: string): Answer {
  if (stored.fingerprint !== fingerprint) {
    throw new DomainError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request");
  }
  return { statusCode: stored.statusCode, body: stored.body };
}
