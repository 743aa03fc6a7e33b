import { ITEM_FAILURE_TYPES_SINCE_V3 } from "@ledgerport/contract";
import type { ExportJobItem } from "@ledgerport/engine";
import { presentItem } from "../v3/item.ts";

const NEWER: readonly string[] = ITEM_FAILURE_TYPES_SINCE_V3;

/** From v3 to v2: what v3 knows to be an unknown vendor, account, tax code or tag is a validation failure. */
export function presentItemV2(item: ExportJobItem) {
  const shown = presentItem(item);
  const { failureReasonType: type } = shown;
  const isNewer = type !== null && NEWER.includes(type);
  return isNewer ? { ...shown, failureReasonType: "accounting_system_validation_failure" } : shown;
}
