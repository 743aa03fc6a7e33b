import type { CreateVendor, Vendor } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import { type VendorChange, vendorChange } from "./vendor-change.ts";
import { VendorMatch } from "./vendor-match.ts";
import type { VendorMember, VendorMembers } from "./vendor-members.ts";

/** A row of a file: the vendor that it names, or why it names none. */
export type VendorFileRow =
  | { line: number; row: VendorMembers; fault?: undefined }
  | { line: number; row?: undefined; fault: RowFault };

/** A vendor to be created. */
export interface PlannedCreation {
  /** The row's line in the file; so in all that follow. */
  row: number;
  vendor: CreateVendor;
}

/** A vendor to be changed. */
export interface PlannedChange extends VendorChange {
  row: number;
  id: string;
}

/** A row that can't be used. */
export interface FaultyRow {
  row: number;
  message: string;
  /** The column at fault, where it is one. */
  param?: string;
}

/** Why nothing is archived, although that was asked for. */
export type HeldBack = "FAULTY_ROWS" | "NO_ROWS" | "REFUSED_CHANGES";

/** What a file of vendors comes to. */
export interface VendorPlan {
  created: PlannedCreation[];
  changed: PlannedChange[];
  /** Vendors that the file does not name. */
  archived: Vendor[];
  unchanged: { row: number; id: string }[];
  faults: FaultyRow[];
  archivingHeldBack?: HeldBack;
}

/** What a plan is made of. */
export interface PlanInput {
  /** The file's rows, all of them and in their order. */
  rows: readonly VendorFileRow[];
  /** The members that the file says something of. */
  mapped: ReadonlySet<VendorMember>;
  /** All vendors of the company, in whatever state. */
  vendors: readonly Vendor[];
  /** Whether active vendors that the file does not name are archived. */
  archiveMissing: boolean;
}

/**
 * Says what has to be done for the company's vendors to be as the file has them (docs/cli.md, "Vendors"). A row that
 * can't be used is a fault of its own; but then nothing is archived, nor when there are no rows at all, since a broken
 * file would archive the vendors that it lost.
 */
export function planVendors({ rows, mapped, vendors, archiveMissing }: PlanInput): VendorPlan {
  const plan: VendorPlan = { created: [], changed: [], archived: [], unchanged: [], faults: [] };
  const match = new VendorMatch(vendors);
  for (const { line, row, fault } of rows) {
    try {
      if (fault !== undefined) throw fault;
      planRow(plan, line, row, { mapped, existing: match.take(line, row) });
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      const { message, column } = error;
      plan.faults.push({ row: line, message, ...(column !== undefined && { param: column }) });
    }
  }
  if (!archiveMissing) return plan;
  if (rows.length === 0) return { ...plan, archivingHeldBack: "NO_ROWS" };
  if (plan.faults.length > 0) return { ...plan, archivingHeldBack: "FAULTY_ROWS" };
  const archived = vendors.filter((vendor) => vendor.state === "ACTIVE" && !match.isNamed(vendor));
  return { ...plan, archived };
}

function planRow(
  plan: VendorPlan,
  line: number,
  row: VendorMembers,
  { mapped, existing }: { mapped: ReadonlySet<VendorMember>; existing: Vendor | undefined },
): void {
  if (existing === undefined) {
    plan.created.push({ row: line, vendor: newVendor(row) });
    return;
  }
  const { id } = existing;
  const change = vendorChange(existing, row, mapped);
  if (change === undefined) plan.unchanged.push({ row: line, id });
  else plan.changed.push({ row: line, id, ...change });
}

function newVendor({ name, defaultCurrency, ...others }: VendorMembers): CreateVendor {
  if (name === undefined) throw new RowFault("is a new vendor's, and the mapping has no name");
  if (defaultCurrency === undefined) {
    throw new RowFault("is a new vendor's, and the mapping has no defaultCurrency");
  }
  return { ...others, name, defaultCurrency };
}
