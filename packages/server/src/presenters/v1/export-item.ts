import type { ExportItemV1, ExportItemV2 } from "@ledgerport/contract";

const NOBODY = { id: null, name: "", code: null };

/** From v2 to v1: no bookkeeping, vendor, service period and subtype, and a user even where nobody is. */
export function exportItemV1(item: ExportItemV2): ExportItemV1 {
  const { bookkeeping: _method, servicePeriod: _period, subType: _subType, vendor: _vendor, ...rest } = item;
  return { ...rest, user: rest.user ?? NOBODY };
}
