import { VendorSearch } from "@ledgerport/contract";
import { searchVendors as search, vendorImage } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /v1/vendors:search (contract 5) */
export async function searchVendors(call: Call): Promise<unknown> {
  const { companyId } = call;
  const filter = call.body(VendorSearch);
  const list = call.page();
  const page = await call.read((sql) => search(sql, { companyId, filter, page: list.request }));
  return call.listed(list, page, vendorImage);
}
