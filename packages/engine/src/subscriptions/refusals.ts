import { DomainError } from "../shared/errors.ts";
import type { Subscription } from "./model.ts";

/** The error for a subscription that does not exist, is deleted where that matters, or is beyond the caller's reach. */
export function subscriptionNotFound(): DomainError {
  return new DomainError("SUBSCRIPTION_NOT_FOUND", "There is no such subscription");
}

/** Throws SUBSCRIPTION_INACTIVE for a subscription to which nothing is sent. */
export function assertActive(subscription: Subscription): void {
  if (subscription.status === "ACTIVE") return;
  throw new DomainError(
    "SUBSCRIPTION_INACTIVE",
    "The subscription is INACTIVE: nothing is sent before it is ACTIVE again",
  );
}
