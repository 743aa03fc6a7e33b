import { revokeApiKey as revoke } from "@ledgerport/engine";
import { reachOf } from "../../auth/reach.ts";
import type { Call } from "../../http/call.ts";

/** DELETE /platform/v1/keys/{id} */
export async function revokeApiKey(call: Call): Promise<void> {
  await call.writeAll((tx) => revoke(tx, { ...reachOf(call.key), id: call.param("id") }));
}
