import { VendorActivation } from "@ledgerport/contract";
import { activateVendor as activate } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /v1/vendors/{id}:activate (contract 5) */
export async function activateVendor(call: Call): Promise<void> {
  const { externalId, code } = call.body(VendorActivation);
  const input = { companyId: call.companyId, id: call.param("id"), externalId, code };
  await call.write((tx) => activate(tx, input));
}
