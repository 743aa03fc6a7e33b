import { eventNamed } from "../events/names.ts";
import { deleteOldEvents } from "../events/sql.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import type {
  Envelope,
  Subscription,
  SubscriptionReach,
  SubscriptionTarget,
} from "../subscriptions/model.ts";
import { assertActive, subscriptionNotFound } from "../subscriptions/refusals.ts";
import { lockSubscription, selectCompanyOf } from "../subscriptions/sql.ts";
import { insertDeliveries } from "./insert-sql.ts";
import type { Delivery } from "./model.ts";
import { deliveryNotFound, getDelivery } from "./queries.ts";
import {
  type MissingRow,
  type Range,
  insertTest,
  requeueOne,
  requeueRange,
  selectMissing,
  selectSubscriptionId,
} from "./requeue-sql.ts";
import { deleteOldDeliveries } from "./sql.ts";

/** Most deliveries that one call queues again. */
const MOST_REQUEUED = 10_000;

/** What a range is redelivered of: ended deliveries by their outcome, and events for which none was made. */
export type RedeliveryStatus = "failed" | "delivered" | "missing";

/** What a test tells. */
const TEST_EVENT_TYPE = "v1.webhook.test";

/**
 * Sends a delivery again under the same webhook-id; its schedule starts over. One that is being attempted right now
 * is left as it is. Throws DELIVERY_NOT_FOUND, SUBSCRIPTION_NOT_FOUND (also when it was deleted), SUBSCRIPTION_INACTIVE.
 */
export async function redeliver(
  tx: Tx,
  input: { companyId: string; deliveryId: string; reach: SubscriptionReach },
): Promise<Delivery> {
  const { companyId, deliveryId, reach } = input;
  const subscriptionId = await selectSubscriptionId(tx, companyId, deliveryId);
  if (subscriptionId === undefined) throw deliveryNotFound();
  const subscription = await lockSubscription(tx, subscriptionId, reach);
  // A company's key does not learn of its organisation's subscriptions.
  if (subscription === undefined) throw deliveryNotFound();
  assertActive(subscription);
  await requeueOne(tx, companyId, deliveryId, tx.clock.now());
  tx.announce("deliveries");
  return getDelivery(tx, { companyId, deliveryId });
}

/**
 * Sends again what happened from `since` until `until` (default: now): what failed and what was never queued, unless
 * `status` says otherwise. At most 10,000 at once; `more` says that there may be others.
 * Throws SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_INACTIVE, BAD_REQUEST (param until).
 */
export async function redeliverRange(
  tx: Tx,
  input: SubscriptionTarget & {
    since: Date;
    until?: Date | undefined;
    status?: RedeliveryStatus | undefined;
  },
): Promise<{ queued: number; more: boolean }> {
  const subscription = await activeSubscription(tx, input);
  const now = tx.clock.now();
  const range = { subscriptionId: subscription.id, since: input.since, until: input.until ?? now };
  if (range.until < range.since) {
    throw new DomainError("BAD_REQUEST", "until must not be before since", { param: "until" });
  }
  const wanted = input.status === undefined ? ["failed", "missing"] : [input.status];
  const statuses = wanted.filter((status) => status !== "missing");
  let queued = statuses.length === 0 ? 0 : await requeueRange(tx, range, statuses, now, MOST_REQUEUED);
  if (wanted.includes("missing")) {
    queued += await queueMissing(tx, subscription, range, MOST_REQUEUED - queued);
  }
  if (queued > 0) tx.announce("deliveries");
  return { queued, more: queued >= MOST_REQUEUED };
}

async function queueMissing(
  tx: Tx,
  subscription: Subscription,
  range: Range,
  limit: number,
): Promise<number> {
  const types = subscription.eventTypes.map((name) => eventNamed(name) ?? "");
  const rows = await selectMissing(tx, range, subscription.eventTypes, types, limit);
  for (const [companyId, missing] of Map.groupBy(rows, (row) => row.company_id)) {
    await insertDeliveries(tx, {
      companyId,
      createdAt: tx.clock.now(),
      deliveries: missing.map((row: MissingRow) => ({
        id: newId(tx.clock),
        subscriptionId: subscription.id,
        eventSequence: row.sequence,
        eventId: row.event_id,
        eventType: row.name,
      })),
    });
  }
  return rows.length;
}

/**
 * Queues a delivery that tells of nothing but itself, by the way that every delivery takes. `envelope` is the server's
 * own. Throws SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_INACTIVE, COMPANY_NOT_FOUND (an organisation without companies).
 */
export async function testSubscription(
  tx: Tx,
  input: SubscriptionTarget & { envelope: Envelope },
): Promise<Delivery> {
  const subscription = await activeSubscription(tx, input);
  const companyId = await selectCompanyOf(tx, subscription);
  if (companyId === undefined) {
    throw new DomainError("COMPANY_NOT_FOUND", "The organisation has no company yet");
  }
  const deliveryId = newId(tx.clock);
  await insertTest(tx, {
    companyId,
    id: deliveryId,
    subscriptionId: subscription.id,
    eventId: newId(tx.clock),
    eventType: TEST_EVENT_TYPE,
    data: JSON.stringify({ subscriptionId: subscription.id, message: "A test: nothing has happened" }),
    envelope: subscription.envelope ?? input.envelope,
    createdAt: tx.clock.now(),
  });
  tx.announce("deliveries");
  return getDelivery(tx, { companyId, deliveryId });
}

async function activeSubscription(tx: Tx, target: SubscriptionTarget): Promise<Subscription> {
  const subscription = await lockSubscription(tx, target.id, target);
  if (subscription === undefined) throw subscriptionNotFound();
  assertActive(subscription);
  return subscription;
}

/**
 * Forgets deliveries that ended before `before` and events from before it, up to `limit` of each; says how many.
 * What is still to be delivered stays. Runs as "system"; several servers may sweep at once.
 */
export async function sweepWebhooks(tx: Tx, input: { before: Date; limit: number }): Promise<number> {
  const deliveries = await deleteOldDeliveries(tx, input.before, input.limit);
  const events = await deleteOldEvents(tx, input.before, input.limit);
  return deliveries + events;
}
