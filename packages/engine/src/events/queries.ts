import type { Sql } from "../storage/sql.ts";
import type { EventPage } from "./model.ts";
import { selectBounds, selectEvents } from "./sql.ts";

/**
 * Up to `limit` events of a company with a number above `after`, oldest first. As the numbers have no gaps and follow
 * the order of the commits, a consumer that has seen all up to `lastSequence` has missed nothing; one whose `after`
 * is below `firstSequence - 1` has stayed away longer than events are kept.
 */
export async function listEvents(
  sql: Sql,
  input: { companyId: string; after: number; limit: number },
): Promise<EventPage> {
  const events = await selectEvents(sql, input.companyId, input.after, input.limit);
  const { firstSequence, lastSequence } = await selectBounds(sql, input.companyId);
  return { events, firstSequence, lastSequence };
}
