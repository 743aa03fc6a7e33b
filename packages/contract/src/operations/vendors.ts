import { Vendor, VendorActivation, VendorCreate, VendorSearch, VendorUpdate } from "../vendors/vendors.ts";
import { NO_CONTENT, byId, created, define, found, json, listed } from "./define.ts";

const common = { versions: [], api: "vendors", tags: ["Vendors"], company: "request" } as const;
const read = { ...common, scope: "vendors:read" } as const;
const write = { ...common, scope: "vendors:write" } as const;

/** The Vendors API (contract 5). */
export const vendorOperations = [
  define({
    ...write,
    id: "createVendor",
    method: "POST",
    path: "/v1/vendors",
    summary: "Create a vendor",
    description:
      "Active when the accounting system's code or id is given, else a draft, which is told of by the event " +
      "`vendor.created`.",
    body: json(VendorCreate),
    success: created(Vendor),
    errors: ["VENDOR_ALREADY_EXISTS"],
  }),
  define({
    ...read,
    id: "getVendor",
    method: "GET",
    path: "/v1/vendors/{id}",
    summary: "Get a vendor",
    ...byId("vendor"),
    success: found(Vendor),
    errors: ["VENDOR_NOT_FOUND"],
  }),
  define({
    ...write,
    id: "replaceVendor",
    method: "PUT",
    path: "/v1/vendors/{id}",
    summary: "Replace a vendor's data",
    ...byId("vendor"),
    body: json(VendorUpdate),
    success: found(Vendor),
    errors: ["VENDOR_NOT_FOUND", "VENDOR_ALREADY_EXISTS"],
  }),
  define({
    ...write,
    id: "activateVendor",
    method: "POST",
    path: "/v1/vendors/{id}:activate",
    summary: "Say how the accounting system knows a vendor",
    ...byId("vendor"),
    body: json(VendorActivation),
    success: NO_CONTENT,
    errors: ["VENDOR_NOT_FOUND", "VENDOR_ALREADY_EXISTS"],
  }),
  define({
    ...write,
    id: "archiveVendor",
    method: "POST",
    path: "/v1/vendors/{id}:archive",
    summary: "Book to a vendor no more",
    ...byId("vendor"),
    success: NO_CONTENT,
    errors: ["VENDOR_NOT_FOUND"],
  }),
  define({
    ...read,
    id: "searchVendors",
    method: "POST",
    path: "/v1/vendors:search",
    summary: "Search vendors",
    description: "Those that fit every list that is given.",
    things: { kind: "vendor", in: "body", members: ["ids"] },
    body: json(VendorSearch),
    sortingKeys: ["name", "code", "createdAt", "updatedAt", "id"],
    success: listed(Vendor),
  }),
];
