import { VendorUpdate } from "@ledgerport/contract";
import { replaceVendor as replace, vendorImage } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { vendorMembers } from "./vendor-members.ts";

/** PUT /v1/vendors/{id} (contract 5) */
export function replaceVendor(call: Call): Promise<unknown> {
  const body = call.body(VendorUpdate);
  const { companyId } = call;
  const replacement = { ...vendorMembers(body), companyId, id: call.param("id"), state: body.state };
  return call.write(async (tx) => ({ data: vendorImage(await replace(tx, replacement)) }));
}
