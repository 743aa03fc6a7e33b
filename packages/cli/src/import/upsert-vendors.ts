import type { CallOptions, Client } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import type { VendorRowMapping } from "../mapping/vendor-mapping.ts";
import type { Row } from "../tables/row.ts";
import { applyVendorPlan } from "../vendors/apply-vendor-plan.ts";
import type { VendorMembers } from "../vendors/vendor-members.ts";
import { planVendors } from "../vendors/vendor-plan.ts";
import type { ReferenceOutcome } from "./upsert-reference.ts";

/** A vendor that a row names. */
interface NamedVendor {
  line: number;
  row: VendorMembers;
}

/** The vendors that a file names by the way, each once: the first that is said of it counts. */
export class CollectedVendors {
  readonly #mappings: readonly { mapping: VendorRowMapping; vendors: Map<string, NamedVendor> }[];

  constructor(mappings: readonly VendorRowMapping[]) {
    this.#mappings = mappings.map((mapping) => ({ mapping, vendors: new Map() }));
  }

  get size(): number {
    return this.#mappings.reduce((sum, { vendors }) => sum + vendors.size, 0);
  }

  /** Takes what a row names; gives why it can't be used. A row without a code and id names no vendor. */
  add(row: Row): RowFault | undefined {
    for (const { mapping, vendors } of this.#mappings) {
      try {
        if (!mapping.namesVendor(row)) continue;
        const vendor = mapping.vendorRow(row);
        const key = JSON.stringify([vendor.code, vendor.externalId]);
        if (!vendors.has(key)) vendors.set(key, { line: row.line, row: vendor });
      } catch (error) {
        if (error instanceof RowFault) return error;
        throw error;
      }
    }
    return undefined;
  }

  /** Makes the company's vendors as the file has them, archiving none; gives what was refused. */
  async upsert(client: Client, call: CallOptions): Promise<ReferenceOutcome["faults"]> {
    const faults: ReferenceOutcome["faults"] = [];
    for (const { mapping, vendors } of this.#mappings) {
      if (vendors.size === 0) continue;
      const known = await Array.fromAsync(client.vendors.searchAll({}, call));
      const plan = planVendors({
        rows: [...vendors.values()],
        mapped: mapping.mapped,
        vendors: known,
        archiveMissing: false,
      });
      const result = await applyVendorPlan({ client, plan, call });
      for (const { row, message, param } of [...result.faults, ...result.refused]) {
        faults.push({ line: row ?? 0, message, ...(param !== undefined && { param }) });
      }
    }
    return faults;
  }
}
