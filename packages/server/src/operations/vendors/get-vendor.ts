import { getVendor as get, vendorImage } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** GET /v1/vendors/{id} (contract 5) */
export async function getVendor(call: Call): Promise<unknown> {
  const input = { companyId: call.companyId, id: call.param("id") };
  return { data: vendorImage(await call.read((sql) => get(sql, input))) };
}
