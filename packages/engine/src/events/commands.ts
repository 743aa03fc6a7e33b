import { insertDeliveries } from "../deliveries/insert-sql.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import type { NewEvent } from "./model.ts";
import { subscribableNames } from "./names.ts";
import { insertEvent } from "./sql.ts";

/**
 * Tells of a change in the transaction of the change: the event under the company's next sequence number, and a
 * delivery for each subscription and name that wants it. Comes last in its transaction, because until that ends no
 * other event of the company can be numbered.
 */
export async function emitEvent(tx: Tx, event: NewEvent): Promise<void> {
  const { companyId, type, data } = event;
  const createdAt = tx.clock.now();
  const eventId = newId(tx.clock);
  const names = subscribableNames(type);
  const wanted = await insertEvent(tx, { companyId, id: eventId, type, data, createdAt, names });
  const deliveries = wanted.flatMap(({ sequence, subscription_id: subscriptionId, name }) =>
    subscriptionId === null
      ? []
      : [{ id: newId(tx.clock), subscriptionId, eventSequence: sequence, eventId, eventType: name }],
  );
  if (deliveries.length > 0) await insertDeliveries(tx, { companyId, createdAt, deliveries });
}
