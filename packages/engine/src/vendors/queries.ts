import type { Page, PageRequest } from "../paging/page.ts";
import type { Sql } from "../storage/sql.ts";
import { type Vendor, vendorNotFound } from "./model.ts";
import { type VendorFilter, selectVendor, selectVendors } from "./sql.ts";

/** One vendor. Throws VENDOR_NOT_FOUND. */
export async function getVendor(sql: Sql, input: { companyId: string; id: string }): Promise<Vendor> {
  const vendor = await selectVendor(sql, input.companyId, input.id);
  if (vendor === undefined) throw vendorNotFound();
  return vendor;
}

/** The vendors that fit every given list, by creation unless sorted otherwise. */
export function searchVendors(
  sql: Sql,
  input: { companyId: string; filter: VendorFilter; page: PageRequest },
): Promise<Page<Vendor>> {
  return selectVendors(sql, input.companyId, input.filter, input.page);
}
