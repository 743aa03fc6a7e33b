import { emitEvent } from "../events/commands.ts";
import { raiseReferenceVersion } from "../reference/sql.ts";
import { DomainError } from "../shared/errors.ts";
import { newId } from "../shared/ids.ts";
import type { Tx } from "../storage/database.ts";
import {
  type Vendor,
  type VendorDraft,
  type VendorState,
  stateOfNew,
  vendorImage,
  vendorNotFound,
} from "./model.ts";
import { insertVendor, lockVendor, updateVendorRow } from "./sql.ts";

/**
 * Creates a vendor; one that the accounting system does not know yet is a draft, and is told of by the event
 * vendor.created (contract section 5). Throws VENDOR_ALREADY_EXISTS.
 */
export async function createVendor(tx: Tx, draft: VendorDraft): Promise<Vendor> {
  const now = tx.clock.now();
  const vendor: Vendor = {
    ...draft,
    id: newId(tx.clock),
    state: stateOfNew(draft),
    createdAt: now,
    updatedAt: now,
  };
  await raiseReferenceVersion(tx, vendor.companyId);
  if (!(await insertVendor(tx, vendor))) {
    throw new DomainError(
      "VENDOR_ALREADY_EXISTS",
      "The company already has a vendor with this code or external id",
    );
  }
  if (vendor.state === "DRAFT") {
    const data = JSON.stringify(vendorImage(vendor));
    await emitEvent(tx, { companyId: vendor.companyId, type: "vendor.created", data });
  }
  return vendor;
}

/** Everything about a vendor but its identity; what is left out is gone afterwards. */
export interface VendorReplacement extends VendorDraft {
  id: string;
  state: VendorState;
}

/** Replaces a vendor's data. Throws VENDOR_NOT_FOUND, VENDOR_ALREADY_EXISTS. */
export function replaceVendor(tx: Tx, replacement: VendorReplacement): Promise<Vendor> {
  return changeVendor(tx, replacement.companyId, replacement.id, () => replacement);
}

/** The accounting system knows the vendor now. Throws VENDOR_NOT_FOUND, VENDOR_ALREADY_EXISTS. */
export function activateVendor(
  tx: Tx,
  input: { companyId: string; id: string; externalId: string; code?: string },
): Promise<Vendor> {
  return changeVendor(tx, input.companyId, input.id, (vendor) => ({
    ...vendor,
    state: "ACTIVE",
    externalId: input.externalId,
    ...(input.code === undefined ? {} : { code: input.code }),
  }));
}

/** The vendor is not to be booked to any more. Throws VENDOR_NOT_FOUND. */
export function archiveVendor(tx: Tx, input: { companyId: string; id: string }): Promise<Vendor> {
  return changeVendor(tx, input.companyId, input.id, (vendor) => ({ ...vendor, state: "ARCHIVED" }));
}

/** Taking the company's row first, as creation does, keeps two changes from waiting for each other in a ring. */
async function changeVendor(
  tx: Tx,
  companyId: string,
  id: string,
  change: (vendor: Vendor) => VendorReplacement,
): Promise<Vendor> {
  await raiseReferenceVersion(tx, companyId);
  const vendor = await lockVendor(tx, companyId, id);
  if (vendor === undefined) throw vendorNotFound();
  const changed: Vendor = { ...change(vendor), createdAt: vendor.createdAt, updatedAt: tx.clock.now() };
  await updateVendorRow(tx, changed);
  return changed;
}
