import { TYPES_UNKNOWN_TO_V0 } from "@ledgerport/contract";
import type { ExportVersion } from "../export-version.ts";
import { rewritten } from "../rewritten.ts";
import { exportItemV1 } from "../v1/export-item.ts";
import { v1 } from "../v1/version.ts";
import { exportItemV2 } from "../v2/export-item.ts";
import { exportItemV0 } from "./export-item.ts";

/** v0: v1 with an older export item, and without words for some types. */
export const v0: ExportVersion = {
  ...v1,
  // An overdraft charge is exported as a fee.
  refusedTypes: [...TYPES_UNKNOWN_TO_V0, "overdraft"],
  presentExportItem: rewritten((item) => exportItemV0(exportItemV1(exportItemV2(item)))),
};
