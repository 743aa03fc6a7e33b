import { reopenEntry as reopen } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /platform/v1/entries/{id}:reopen */
export async function reopenEntry(call: Call): Promise<void> {
  await call.settle();
  await call.write((tx) => reopen(tx, { companyId: call.companyId, id: call.param("id") }));
}
