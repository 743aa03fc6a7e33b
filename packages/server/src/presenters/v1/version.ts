import type { ExportVersion } from "../export-version.ts";
import { rewritten } from "../rewritten.ts";
import { exportItemV2 } from "../v2/export-item.ts";
import { v2 } from "../v2/version.ts";
import { exportItemV1 } from "./export-item.ts";

/** v1: v2 with a smaller export item. */
export const v1: ExportVersion = {
  ...v2,
  presentExportItem: rewritten((item) => exportItemV1(exportItemV2(item))),
};
