import {
  VENDOR_MEMBERS,
  type VendorMember,
  type VendorMembers,
  vendorMembers,
} from "../vendors/vendor-members.ts";
import { checkMembers } from "./column.ts";
import { MappingError } from "./fault.ts";
import { isObject } from "./json.ts";
import { type CsvMapping, parseMappingFile } from "./mapping-file.ts";
import type { Cells, Scope } from "./scope.ts";
import { compileRow } from "./template.ts";

/** A mapping file of vendors, ready to be used. */
export interface VendorMapping extends CsvMapping {
  /** The members that it says where to find; of the others the file says nothing. */
  mapped: ReadonlySet<VendorMember>;
  /** The vendor that a row of the file names. Throws RowFault. */
  vendorRow(cells: Cells): VendorMembers;
}

/** Reads a vendor mapping file's text (docs/cli.md, "Vendors"). Throws MappingError naming what is wrong. */
export function parseVendorMapping(text: string): VendorMapping {
  const { members, csv } = parseMappingFile(text, ["vendor"]);
  const scope: Scope = { columns: new Set() };
  const { vendor } = members;
  if (!isObject(vendor)) throw new MappingError("vendor must be an object");
  checkMembers(vendor, VENDOR_MEMBERS, "vendor");
  const mapped = new Set(VENDOR_MEMBERS.filter((member) => Object.hasOwn(vendor, member)));
  if (!mapped.has("code") && !mapped.has("externalId")) {
    throw new MappingError("vendor must have code or externalId: vendors are recognised by them");
  }
  const read = compileRow(vendor, "vendor", scope);
  const vendorRow = (cells: Cells) => vendorMembers(read(cells), mapped);
  return { ...csv, columns: scope.columns, mapped, vendorRow };
}
