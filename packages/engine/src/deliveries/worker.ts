import { recordActivity } from "../subscriptions/activities.ts";
import { disableSubscription } from "../subscriptions/sql.ts";
import { secondsAfter } from "../shared/clock.ts";
import type { Database } from "../storage/database.ts";
import { claim } from "./claim-sql.ts";
import type { AttemptResult, ClaimRequest, ClaimedDelivery, DisabledSubscription } from "./model.ts";
import { record } from "./record-sql.ts";

/** Five days without a success end a subscription (contract section 4, Delivery). */
const FAILING_SECONDS = 5 * 24 * 60 * 60;

const ACTOR = "system:webhooks";

/**
 * Takes deliveries that are due, for this server alone until the lease ends: at most `limit`, of each subscription the
 * oldest first, going round between subscriptions. Several servers may claim at once. The bytes to send are fixed
 * here when it is a delivery's first attempt.
 */
export function claimDeliveries(database: Database, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  return database.write("system", ACTOR, (tx) => {
    const now = tx.clock.now();
    return claim(tx, request, now, secondsAfter(now, request.leaseSeconds));
  });
}

/**
 * Records attempts in one transaction: the log, what becomes of the deliveries, and how the subscriptions fare. Gives
 * the subscriptions that it made INACTIVE, because an endpoint answered 410 or nothing has succeeded for five days;
 * what still waits for them is kept until they are ACTIVE again.
 */
export function recordAttempts(
  database: Database,
  results: readonly AttemptResult[],
): Promise<DisabledSubscription[]> {
  return database.write("system", ACTOR, async (tx) => {
    const now = tx.clock.now();
    const disabled: DisabledSubscription[] = [];
    for (const found of await record(tx, results, now, secondsAfter(now, -FAILING_SECONDS))) {
      if (!(await disableSubscription(tx, found.subscriptionId, now))) continue;
      const description =
        found.reason === "gone"
          ? "Set to INACTIVE: the endpoint answered 410"
          : "Set to INACTIVE: nothing was delivered for five days";
      await recordActivity(tx, found.subscriptionId, "UPDATE", description);
      disabled.push(found);
    }
    return disabled;
  });
}
