import type * as wire from "@ledgerport/contract";
import type { AllPages, Paging } from "./common.ts";
import type { Tolerant } from "./tolerant.ts";

/** A creditor of the company, as its accounting system knows it or will know it (contract 5). */
export type Vendor = Tolerant<wire.Vendor>;

/** A new vendor, for the client's company. Without `code` and `externalId` it is a draft. */
export type CreateVendor = Omit<wire.VendorCreate, "companyId">;

/** A vendor's new data, whole: what is left out is gone. */
export type ReplaceVendor = Omit<wire.VendorUpdate, "companyId">;

/** How the accounting system knows a vendor. */
export type ActivateVendor = wire.VendorActivation;

/** Which vendors: those that fit every list that is given; `name` is a part of the name, in any case. */
export type VendorFilter = wire.VendorSearch;

/** Names that a list of vendors can be sorted by. */
export type VendorSortingKey = "name" | "code" | "createdAt" | "updatedAt" | "id";

/** A page of vendors. */
export type SearchVendors = VendorFilter & Paging<VendorSortingKey>;
/** All vendors, page by page. */
export type SearchAllVendors = VendorFilter & AllPages<VendorSortingKey>;
