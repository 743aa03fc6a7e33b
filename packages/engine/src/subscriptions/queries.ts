import { eventNamed, subscribableNames } from "../events/names.ts";
import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import { selectActivities } from "./activities-sql.ts";
import { assertEventTypes } from "./draft.ts";
import type {
  OperationType,
  Subscription,
  SubscriptionActivity,
  SubscriptionReach,
  SubscriptionStatus,
  SubscriptionTarget,
} from "./model.ts";
import { subscriptionNotFound } from "./refusals.ts";
import { selectSecret, selectSubscription, selectSubscriptions } from "./sql.ts";

/** One subscription, also when it was deleted. Throws SUBSCRIPTION_NOT_FOUND. */
export async function getSubscription(sql: Sql, target: SubscriptionTarget): Promise<Subscription> {
  const found = await selectSubscription(sql, target.id, target);
  if (found === undefined) throw subscriptionNotFound();
  return found;
}

/**
 * The subscriptions in the caller's reach that were not deleted, by creation then id; sortable by createdAt, updatedAt
 * and id. `eventTypes`: those that get at least one of these events, under whatever name.
 * Throws BAD_REQUEST, param `event_types`, for names that mean nothing.
 */
export async function listSubscriptions(
  sql: Sql,
  input: SubscriptionReach & {
    status?: SubscriptionStatus | undefined;
    eventTypes?: readonly string[] | undefined;
    page: PageRequest;
  },
): Promise<Page<Subscription>> {
  return selectSubscriptions(sql, { ...input, names: namesOf(input.eventTypes) }, input.page);
}

function namesOf(eventTypes: readonly string[] | undefined): string[] | undefined {
  if (eventTypes === undefined) return undefined;
  const distinct = [...new Set(eventTypes)];
  assertEventTypes(distinct, "event_types");
  return distinct.flatMap((given) => {
    const name = eventNamed(given);
    return name === undefined ? [] : subscribableNames(name);
  });
}

/** What was done to a subscription, oldest first; also after its end. Throws SUBSCRIPTION_NOT_FOUND. */
export async function listSubscriptionActivities(
  sql: Sql,
  input: SubscriptionTarget & { operationTypes?: readonly OperationType[] | undefined; page: PageRequest },
): Promise<Page<SubscriptionActivity>> {
  const { id } = await getSubscription(sql, input);
  return selectActivities(sql, id, input.operationTypes, input.page);
}

/** The secret that deliveries are signed with. Throws SUBSCRIPTION_NOT_FOUND, also when it was deleted. */
export async function getSubscriptionSecret(sql: Sql, target: SubscriptionTarget): Promise<string> {
  const { id } = await getSubscription(sql, target);
  const secret = await selectSecret(sql, id);
  if (secret === undefined) throw subscriptionNotFound();
  return secret;
}
