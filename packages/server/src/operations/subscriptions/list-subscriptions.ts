import { SUBSCRIPTION_STATUSES } from "@ledgerport/contract";
import { listSubscriptions as list } from "@ledgerport/engine";
import { reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentSubscription } from "../../presenters/webhooks/subscription.ts";

/** GET /v1/subscriptions: those that the key reaches, or of these the ones of the company named. */
export async function listSubscriptions(call: Call): Promise<unknown> {
  const { key, namedCompanyId } = call;
  const wanted = call.page();
  const page = await call.readAll((sql) =>
    list(sql, {
      ...(namedCompanyId === null ? reachOf(key) : { companyId: namedCompanyId }),
      status: call.word("status", SUBSCRIPTION_STATUSES),
      eventTypes: call.texts("event_types"),
      page: wanted.request,
    }),
  );
  return call.listed(wanted, page, presentSubscription);
}
