import {
  type ClaimedDelivery,
  claimDeliveries,
  deliveryBacklog,
  recordAttempts,
  sweepIdempotentRequests,
  sweepOverdueJobs,
  sweepWebhooks,
} from "@ledgerport/engine";
import type { TestServer } from "@ledgerport/testkit";
import type { CostLedger } from "./ledger.ts";

/** What servers do by themselves. */
export async function callBackground(costs: CostLedger, { database, clock }: TestServer): Promise<void> {
  const claim = { limit: 50, perSubscription: 50, leaseSeconds: 60, envelope: "both" } as const;
  const claimed = await costs.measure("claim deliveries", "flat", () => claimDeliveries(database, claim));
  await costs.measure("record attempts", "flat", () =>
    recordAttempts(
      database,
      claimed.map((delivery: ClaimedDelivery) => ({
        delivery,
        attempt: { at: clock.now(), durationMs: 1, statusCode: 200, responseExcerpt: "", error: null },
        next: { kind: "delivered" },
      })),
    ),
  );
  await costs.measure("backlog", "linear", () =>
    database.read("system", (sql) => deliveryBacklog(sql, clock.now())),
  );
  const actor = "system:sweep";
  const old = { before: clock.now(), limit: 20 };
  await costs.measure("sweep jobs", "flat", () => sweepOverdueJobs(database, 20));
  await costs.measure("sweep answers", "flat", () =>
    database.write("system", actor, (tx) => sweepIdempotentRequests(tx, 20)),
  );
  await costs.measure("sweep deliveries", "flat", () =>
    database.write("system", actor, (tx) => sweepWebhooks(tx, old)),
  );
}
