import type { Delivery, LoggedAttempt } from "@ledgerport/engine";
import { timestamp } from "../timestamps.ts";

/** A delivery with its attempts; what there is not is left out. */
export function presentDelivery(delivery: Delivery) {
  const { eventSequence, nextAttemptAt, endedAt } = delivery;
  return {
    id: delivery.id,
    companyId: delivery.companyId,
    subscriptionId: delivery.subscriptionId,
    ...(eventSequence === null ? {} : { sequence: eventSequence }),
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    status: delivery.status,
    createdAt: timestamp(delivery.createdAt),
    ...(nextAttemptAt === null ? {} : { nextAttemptAt: timestamp(nextAttemptAt) }),
    ...(endedAt === null ? {} : { endedAt: timestamp(endedAt) }),
    attempts: delivery.attempts.map(presentAttempt),
  };
}

function presentAttempt({ number, at, durationMs, statusCode, responseExcerpt, error }: LoggedAttempt) {
  return {
    number,
    at: timestamp(at),
    durationMs,
    ...(statusCode === null ? {} : { statusCode }),
    ...(responseExcerpt === null ? {} : { response: responseExcerpt }),
    ...(error === null ? {} : { error }),
  };
}
