import { ApiError, type CallOptions, type Client, ConflictError, type Vendor } from "@ledgerport/sdk";
import { BadRequestError, NotFoundError, UnprocessableError } from "@ledgerport/sdk";
import type { PlannedCreation, VendorPlan } from "./vendor-plan.ts";

/** A change that the server refused. */
export interface RefusedChange {
  action: "create" | "change" | "archive";
  /** The row that asked for it; absent when archiving. */
  row?: number;
  /** The vendor; absent when creating. */
  id?: string;
  /** The server's name for the error. */
  type: string;
  message: string;
  /** The member at fault, where it is one. */
  param?: string;
}

/** A vendor that was created. */
export type AppliedCreation = PlannedCreation & { id: string };

/** What came of a plan: the lists have what was done. */
export interface VendorResult extends VendorPlan {
  created: AppliedCreation[];
  refused: RefusedChange[];
}

/** What carrying out a plan needs. */
export interface ApplyInput {
  client: Client;
  plan: VendorPlan;
  call?: CallOptions;
  /** Told how many of the plan's changes are behind. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Carries out a plan, one vendor after the other: creations and changes, then the archiving, which is held back when
 * any of them was refused. A refusal stands alone; the others are tried all the same. Throws what else the SDK throws,
 * e.g. ConnectionError: what was done until then stands, and importing the file again does the rest.
 */
export async function applyVendorPlan({ client, plan, call, onProgress }: ApplyInput): Promise<VendorResult> {
  const { vendors } = client;
  const result: VendorResult = { ...plan, created: [], changed: [], archived: [], refused: [] };
  const total = plan.created.length + plan.changed.length + plan.archived.length;
  let done = 0;
  const attempt = async (what: Omit<RefusedChange, "type" | "message">, work: () => Promise<void>) => {
    const refusal = await refusalOf(work);
    if (refusal !== undefined) result.refused.push({ ...what, ...refusal });
    done += 1;
    onProgress?.(done, total);
  };
  for (const planned of plan.created) {
    await attempt({ action: "create", row: planned.row }, async () => {
      const { id } = await vendors.create(planned.vendor, call);
      result.created.push({ ...planned, id });
    });
  }
  for (const planned of plan.changed) {
    const { row, id, vendor } = planned;
    await attempt({ action: "change", row, id }, async () => {
      await vendors.replace(id, vendor, call);
      result.changed.push(planned);
    });
  }
  if (result.refused.length > 0) return heldBack(result, plan.archived);
  for (const vendor of plan.archived) {
    await attempt({ action: "archive", id: vendor.id }, async () => {
      await vendors.archive(vendor.id, call);
      result.archived.push(vendor);
    });
  }
  return result;
}

function heldBack(result: VendorResult, archived: readonly Vendor[]): VendorResult {
  return archived.length === 0 ? result : { ...result, archivingHeldBack: "REFUSED_CHANGES" };
}

/** Answers that concern one vendor; any other would be the next one's too. */
const REFUSALS = [BadRequestError, NotFoundError, ConflictError, UnprocessableError];

async function refusalOf(
  work: () => Promise<void>,
): Promise<Pick<RefusedChange, "type" | "message" | "param"> | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError) || !REFUSALS.some((kind) => error instanceof kind)) throw error;
    const { type, message, param } = error;
    return { type, message, ...(param !== undefined && { param }) };
  }
}
