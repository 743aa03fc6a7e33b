import { RowFault } from "../mapping/fault.ts";
import type { VendorMapping } from "../mapping/vendor-mapping.ts";
import { readTable, type TableRow } from "../tables/read-table.ts";
import type { VendorFileRow } from "../vendors/vendor-plan.ts";
import type { Source } from "./source.ts";

/** The vendors that a file's rows name. A row that can't be read is a fault of its own. Throws as readTable does. */
export async function readVendorRows(source: Source, mapping: VendorMapping): Promise<VendorFileRow[]> {
  return Array.fromAsync(readTable(source, mapping), (row) => vendorRow(row, mapping));
}

function vendorRow({ row, fault }: TableRow, mapping: VendorMapping): VendorFileRow {
  const { line } = row;
  try {
    if (fault !== undefined) throw fault;
    return { line, row: mapping.vendorRow(row) };
  } catch (error) {
    if (error instanceof RowFault) return { line, fault: error };
    throw error;
  }
}
