import { VendorCreate } from "@ledgerport/contract";
import { createVendor as create, vendorImage } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { vendorMembers } from "./vendor-members.ts";

/** POST /v1/vendors (contract 5) */
export function createVendor(call: Call): Promise<unknown> {
  const draft = { ...vendorMembers(call.body(VendorCreate)), companyId: call.companyId };
  return call.write(async (tx) => ({ data: vendorImage(await create(tx, draft)) }));
}
