import type { ReplaceVendor, Vendor } from "@ledgerport/sdk";
import { RowFault } from "../mapping/fault.ts";
import { VENDOR_MEMBERS, type VendorMember, type VendorMembers } from "./vendor-members.ts";

/** What becomes different in a vendor. */
export interface MemberChange {
  member: VendorMember | "state";
  /** Absent: it had none. */
  from?: string;
  /** Absent: it has none afterwards. */
  to?: string;
}

/** A vendor's new data, and what is different in it. */
export interface VendorChange {
  vendor: ReplaceVendor;
  changes: MemberChange[];
}

/**
 * What a row of the file makes of a vendor; undefined when nothing. Members that are not `mapped` stay. An empty code
 * or external id stays too, since the accounting system doesn't take them back; the other empty ones are removed. A
 * vendor that the file names is one that the accounting system has, so it becomes ACTIVE. Throws RowFault when the
 * vendor has no external id afterwards: replacing needs one (contract 5).
 */
export function vendorChange(
  existing: Vendor,
  row: VendorMembers,
  mapped: ReadonlySet<VendorMember>,
): VendorChange | undefined {
  const next = nextMembers(existing, row, mapped);
  const changes = [
    ...VENDOR_MEMBERS.flatMap((member) => difference(member, existing[member], next[member])),
    ...difference("state", existing.state, "ACTIVE"),
  ];
  if (changes.length === 0) return undefined;
  const { name = existing.name, defaultCurrency = existing.defaultCurrency, externalId } = next;
  if (externalId === undefined) {
    throw new RowFault(
      `can't change ${changes.map((change) => change.member).join(", ")}: that needs an externalId, and neither the row nor the vendor has one`,
    );
  }
  return { vendor: { ...next, name, defaultCurrency, externalId, state: "ACTIVE" }, changes };
}

function nextMembers(existing: Vendor, row: VendorMembers, mapped: ReadonlySet<VendorMember>): VendorMembers {
  const next: VendorMembers = {};
  for (const member of VENDOR_MEMBERS) {
    const stays = !mapped.has(member) || (isKey(member) && row[member] === undefined);
    next[member] = stays ? existing[member] : row[member];
  }
  return next;
}

function isKey(member: VendorMember): boolean {
  return member === "code" || member === "externalId";
}

function difference(
  member: MemberChange["member"],
  from: string | undefined,
  to: string | undefined,
): MemberChange[] {
  if (from === to) return [];
  return [{ member, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}
