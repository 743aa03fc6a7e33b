import { archiveVendor as archive } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /v1/vendors/{id}:archive (contract 5) */
export async function archiveVendor(call: Call): Promise<void> {
  const input = { companyId: call.companyId, id: call.param("id") };
  await call.write((tx) => archive(tx, input));
}
