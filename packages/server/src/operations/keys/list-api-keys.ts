import { listApiKeys as list } from "@ledgerport/engine";
import { reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";
import { presentApiKey } from "../../presenters/platform/tenants.ts";

/** GET /platform/v1/keys: those of the tenants that the caller's key reaches. */
export async function listApiKeys(call: Call): Promise<unknown> {
  const wanted = call.page();
  const page = await call.readAll((sql) => list(sql, { ...reachOf(call.key), page: wanted.request }));
  return call.listed(wanted, page, presentApiKey);
}
