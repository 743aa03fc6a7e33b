import type { Tx } from "../storage/database.ts";

/** Deliveries of one company to be made at once, due from the start. */
export interface NewDeliveries {
  companyId: string;
  createdAt: Date;
  deliveries: {
    id: string;
    subscriptionId: string;
    eventSequence: string;
    eventId: string;
    eventType: string;
  }[];
}

/** Queues deliveries; whoever sends them in this process is told when the transaction has been committed. */
export async function insertDeliveries(tx: Tx, batch: NewDeliveries): Promise<void> {
  const { deliveries } = batch;
  await tx.query({
    name: "deliveries.insert",
    text: `INSERT INTO deliveries (company_id, created_at, next_attempt_at, status,
             id, subscription_id, event_sequence, event_id, event_type)
           SELECT $1, $2, $2, 'pending', * FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[], $7::text[])`,
    values: [
      batch.companyId,
      batch.createdAt,
      deliveries.map(({ id }) => id),
      deliveries.map(({ subscriptionId }) => subscriptionId),
      deliveries.map(({ eventSequence }) => eventSequence),
      deliveries.map(({ eventId }) => eventId),
      deliveries.map(({ eventType }) => eventType),
    ],
  });
  tx.announce("deliveries");
}
