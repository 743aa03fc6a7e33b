import { ExportJobItemUpdate } from "@ledgerport/contract";
import { itemUpdateReader } from "../../operations/export-items/read-item-update.ts";
import type { ExportVersion } from "../export-version.ts";
import { presentItem } from "./item.ts";
import { presentJob } from "./job.ts";

/** v3: the newest, in whose shape the domain keeps export items. */
export const v3: ExportVersion = {
  requireContraAccounts: true,
  maxOneWalletCurrency: false,
  refusedTypes: [],
  readItemUpdate: itemUpdateReader(ExportJobItemUpdate),
  presentJob,
  presentItem,
  presentExportItem: (text) => text,
};
