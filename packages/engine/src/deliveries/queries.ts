import type { Page, PageRequest } from "../paging/page.ts";
import { DomainError } from "../shared/errors.ts";
import type { Sql } from "../storage/sql.ts";
import type { SubscriptionTarget } from "../subscriptions/model.ts";
import { getSubscription } from "../subscriptions/queries.ts";
import type { Backlog, Delivery, DeliveryStatus } from "./model.ts";
import { selectBacklog, selectDeliveries, selectDelivery } from "./sql.ts";

/** One delivery with its attempts. Throws DELIVERY_NOT_FOUND. */
export async function getDelivery(
  sql: Sql,
  input: { companyId: string; deliveryId: string },
): Promise<Delivery> {
  const delivery = await selectDelivery(sql, input.companyId, input.deliveryId);
  if (delivery === undefined) throw deliveryNotFound();
  return delivery;
}

/** The error for a delivery that does not exist, or is beyond the caller's reach. */
export function deliveryNotFound(): DomainError {
  return new DomainError("DELIVERY_NOT_FOUND", "There is no such delivery");
}

/**
 * A subscription's deliveries with every attempt, by creation then id; sortable by createdAt and id.
 * Throws SUBSCRIPTION_NOT_FOUND.
 */
export async function listDeliveries(
  sql: Sql,
  input: SubscriptionTarget & { status?: DeliveryStatus | undefined; page: PageRequest },
): Promise<Page<Delivery>> {
  const { id } = await getSubscription(sql, input);
  return selectDeliveries(sql, id, input.status, input.page);
}

/** What waits to be delivered, over all companies. Runs as "system". */
export function deliveryBacklog(sql: Sql, now: Date): Promise<Backlog> {
  return selectBacklog(sql, now);
}
