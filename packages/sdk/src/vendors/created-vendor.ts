import type { LostSince } from "../http/server-time.ts";
import type { Settled } from "../http/transport.ts";
import type { CallOptions } from "../types/common.ts";
import type { CreateVendor, Vendor } from "../types/vendors.ts";
import type { Vendors } from "./vendors.ts";

/** Newest vendors of the name looked at: the lost one can only be among the last few. */
const NEWEST = 20;

/**
 * Looks for the vendor that a lost request may have created: one of the same name, code and external id, made since
 * the request was first sent.
 */
export async function findCreatedVendor(
  vendors: Vendors,
  asked: CreateVendor,
  since: LostSince,
  call: CallOptions | undefined,
): Promise<Settled<Vendor>> {
  const newest = await vendors.search(
    { name: asked.name, sortingKeys: ["createdAt"], sortingOrder: ["DESC"], limit: NEWEST },
    call,
  );
  const found = newest.data.find(
    (one) =>
      since.covers(one.createdAt) &&
      one.name === asked.name &&
      one.code === asked.code &&
      one.externalId === asked.externalId,
  );
  return found === undefined ? "send again" : { done: found };
}
