import type { Row } from "../tables/row.ts";
import {
  VENDOR_MEMBERS,
  type VendorMember,
  type VendorMembers,
  vendorMembers,
} from "../vendors/vendor-members.ts";
import { MappingError } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { VENDOR, VENDOR_FILE } from "./language.ts";
import { compileTable, parseMappingFile, type TableMapping } from "./mapping-file.ts";
import type { Scope } from "./scope.ts";
import { asObject, checked } from "./shape.ts";
import { compileRow } from "./template.ts";

/** How a row of a file names a vendor. */
export interface VendorRowMapping {
  /** The members that it says where to find; of the others the file says nothing. */
  mapped: ReadonlySet<VendorMember>;
  /** The vendor that a row of the file names. Throws RowFault. */
  vendorRow(row: Row): VendorMembers;
  /** Whether a row has a code or an external id of a vendor. Throws RowFault. */
  namesVendor(row: Row): boolean;
}

/** A mapping file of vendors, ready to be used. */
export interface VendorMapping extends TableMapping, VendorRowMapping {}

/** Reads a vendor mapping file's text (docs/cli.md, "Vendors"). Throws MappingError naming what is wrong. */
export function parseVendorMapping(text: string): VendorMapping {
  const { vendor, ...file } = parseMappingFile(text, VENDOR_FILE);
  const table = compileTable(file);
  return { ...table, ...compileVendor(asObject(vendor, "vendor"), "vendor", table.scope) };
}

/** Compiles a vendor's members. Throws MappingError. */
export function compileVendor(vendor: JsonObject, place: string, scope: Scope): VendorRowMapping {
  checked(vendor, VENDOR, place);
  const mapped = new Set(VENDOR_MEMBERS.filter((member) => Object.hasOwn(vendor, member)));
  if (!mapped.has("code") && !mapped.has("externalId")) {
    throw new MappingError(`${place} must have code or externalId: vendors are recognised by them`);
  }
  const read = compileRow(vendor, place, scope);
  return {
    mapped,
    vendorRow: (row) => vendorMembers(read(row), mapped),
    namesVendor: (row) => {
      const { code, externalId } = read(row);
      return code !== undefined || externalId !== undefined;
    },
  };
}
