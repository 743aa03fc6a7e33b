import { DELIVERY_STATUSES } from "@ledgerport/contract";
import { listDeliveries as list } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { presentDelivery } from "../../presenters/webhooks/delivery.ts";
import { subscriptionTarget } from "../subscriptions/target.ts";

/** GET /platform/v1/subscriptions/{id}/deliveries */
export async function listDeliveries(call: Call): Promise<unknown> {
  const wanted = call.page();
  const status = call.word("status", DELIVERY_STATUSES);
  const input = { ...subscriptionTarget(call), status, page: wanted.request };
  return call.listed(wanted, await call.readAll((sql) => list(sql, input)), presentDelivery);
}
