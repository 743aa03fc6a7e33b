import { type AfterAttempt, type ClaimedDelivery, secondsAfter } from "@ledgerport/engine";
import { type Random, secondsUntilRetry } from "./backoff.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** What counts of an attempt's answer for what comes next. */
export interface AnswerHead {
  /** Null where there was no answer. */
  statusCode: number | null;
  /** The header Retry-After. */
  retryAfter: string | undefined;
}

const GONE = 410;

/** Whether a status is a success: 2xx, and nothing else (contract section 4, Delivery). */
export function isSuccess(statusCode: number | null): boolean {
  return statusCode !== null && statusCode >= 200 && statusCode < 300;
}

/** What becomes of a delivery after an attempt that ended at `endedAt`. */
export function afterAttempt(
  delivery: Pick<ClaimedDelivery, "attemptsInSchedule">,
  answer: AnswerHead,
  endedAt: Date,
  random: Random,
): AfterAttempt {
  if (isSuccess(answer.statusCode)) return { kind: "delivered" };
  if (answer.statusCode === GONE) return { kind: "gone" };
  const seconds = secondsUntilRetry(
    {
      attemptsBefore: delivery.attemptsInSchedule,
      retryAfter: retryAfterSeconds(answer.retryAfter, endedAt),
    },
    random,
  );
  return seconds === undefined ? { kind: "failed" } : { kind: "retry", at: secondsAfter(endedAt, seconds) };
}
