import { redeliver as sendAgain } from "@ledgerport/engine";
import { reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentDelivery } from "../../presenters/webhooks/delivery.ts";

/** POST /platform/v1/deliveries/{id}:redeliver; a company's key can't move its organisation's subscriptions. */
export function redeliver(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, deliveryId: call.param("id"), reach: reachOf(call.key) };
  return call.writeAll(async (tx) => ({ data: presentDelivery(await sendAgain(tx, input)) }));
}
