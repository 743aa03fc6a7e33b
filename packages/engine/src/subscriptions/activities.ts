import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import type { OperationType } from "./model.ts";
import { insertActivity } from "./activities-sql.ts";

/** Writes down what was done to a subscription, and by whom. */
export async function recordActivity(
  tx: Tx,
  subscriptionId: string,
  operationType: OperationType,
  description: string,
): Promise<void> {
  await insertActivity(tx, {
    id: newId(tx.clock),
    subscriptionId,
    actor: tx.actor,
    operationType,
    description,
    createdAt: tx.clock.now(),
  });
}
