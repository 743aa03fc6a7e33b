import { ExportJobItemUpdateV2 } from "@ledgerport/contract";
import { itemUpdateReader } from "../../operations/export-items/read-item-update.ts";
import type { ExportVersion } from "../export-version.ts";
import { rewritten } from "../rewritten.ts";
import { v3 } from "../v3/version.ts";
import { exportItemV2 } from "./export-item.ts";
import { presentItemV2 } from "./item.ts";

/** v2: v3 before contra accounts, so it can't tell the wallets of several currencies apart. */
export const v2: ExportVersion = {
  ...v3,
  requireContraAccounts: false,
  maxOneWalletCurrency: true,
  readItemUpdate: itemUpdateReader(ExportJobItemUpdateV2),
  presentItem: presentItemV2,
  presentExportItem: rewritten(exportItemV2),
};
