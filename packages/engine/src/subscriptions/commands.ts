import { secondsAfter } from "../shared/clock.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import { recordActivity } from "./activities.ts";
import { type EndpointRules, checkDraft } from "./draft.ts";
import type {
  Envelope,
  Subscription,
  SubscriptionDraft,
  SubscriptionOwner,
  RotatedSecret,
  SubscriptionTarget,
} from "./model.ts";
import { subscriptionNotFound } from "./refusals.ts";
import { newSigningSecret, ROTATION_SECONDS } from "./secret.ts";
import {
  insertSubscription,
  lockSubscription,
  markDeleted,
  replaceSecret,
  updateSubscription,
} from "./sql.ts";

/**
 * Makes a subscription; from this transaction's commit on it gets its owner's events. Runs as "system".
 * Throws REQUIRED_PARAMETER_MISSING and BAD_REQUEST, each with its param.
 */
export async function createSubscription(
  tx: Tx,
  input: { owner: SubscriptionOwner; draft: SubscriptionDraft; rules: EndpointRules },
): Promise<Subscription> {
  const now = tx.clock.now();
  const { owner } = input;
  const subscription: Subscription = {
    ...checkDraft(input.draft, input.rules),
    id: newId(tx.clock),
    companyId: "companyId" in owner ? owner.companyId : null,
    organisationId: "organisationId" in owner ? owner.organisationId : null,
    envelope: null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    deletedBy: null,
  };
  await insertSubscription(tx, subscription, newSigningSecret());
  await recordActivity(tx, subscription.id, "CREATE", `Created for ${subscription.eventTypes.join(", ")}`);
  return subscription;
}

/** Replaces all that a subscriber can say. Throws SUBSCRIPTION_NOT_FOUND, and what `createSubscription` throws. */
export async function replaceSubscription(
  tx: Tx,
  input: SubscriptionTarget & { draft: SubscriptionDraft; rules: EndpointRules },
): Promise<Subscription> {
  const before = await locked(tx, input);
  const checked = checkDraft(input.draft, input.rules, before);
  const after: Subscription = { ...before, ...checked, updatedAt: tx.clock.now() };
  await updateSubscription(tx, after);
  await recordActivity(tx, after.id, "UPDATE", describeChange(before, after));
  // What was kept for it while it was INACTIVE is due again.
  if (after.status === "ACTIVE") tx.announce("deliveries");
  return after;
}

/** Names what changed, and no values: they may be secret. */
function describeChange(before: Subscription, after: Subscription): string {
  const members = ["endpointUrl", "eventTypes", "customHeaders", "endpointAuth"] as const;
  const changed: string[] = members.filter(
    (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
  );
  if (before.status !== after.status) changed.push(`status (${after.status})`);
  return changed.length === 0 ? "Replaced without a change" : `Changed ${changed.join(", ")}`;
}

/**
 * Ends a subscription: it gets nothing more, and what waits for it has failed. It stays readable, with its activities
 * and its log. Throws SUBSCRIPTION_NOT_FOUND, also when it was deleted before.
 */
export async function deleteSubscription(tx: Tx, input: SubscriptionTarget): Promise<void> {
  const { id } = await locked(tx, input);
  await markDeleted(tx, id, tx.clock.now(), tx.actor);
  await recordActivity(tx, id, "DELETE", "Deleted");
}

/** Chooses the envelope of deliveries not yet begun. Throws SUBSCRIPTION_NOT_FOUND. */
export async function updateSubscriptionSettings(
  tx: Tx,
  input: SubscriptionTarget & { envelope: Envelope },
): Promise<Subscription> {
  const before = await locked(tx, input);
  const after: Subscription = { ...before, envelope: input.envelope, updatedAt: tx.clock.now() };
  await updateSubscription(tx, after);
  await recordActivity(tx, after.id, "UPDATE", `Changed envelope (${input.envelope})`);
  return after;
}

/**
 * Gives a subscription a new secret. For 24 hours deliveries are signed with the one before as well.
 * Throws SUBSCRIPTION_NOT_FOUND.
 */
export async function rotateSecret(tx: Tx, input: SubscriptionTarget): Promise<RotatedSecret> {
  const { id } = await locked(tx, input);
  const now = tx.clock.now();
  const secret = newSigningSecret();
  const previousValidUntil = secondsAfter(now, ROTATION_SECONDS);
  await replaceSecret(tx, id, secret, previousValidUntil, now);
  await recordActivity(tx, id, "UPDATE", "Rotated the secret");
  return { secret, previousValidUntil };
}

async function locked(tx: Tx, target: SubscriptionTarget): Promise<Subscription> {
  const found = await lockSubscription(tx, target.id, target);
  if (found === undefined) throw subscriptionNotFound();
  return found;
}
