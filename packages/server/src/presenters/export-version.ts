import type { ExportJob, ExportJobItem } from "@ledgerport/engine";
import type { ItemUpdateReader } from "../operations/export-items/read-item-update.ts";

/** What one version of the Export API asks of the domain, and how it shows what comes back (contract 2). */
export interface ExportVersion {
  /** Whether a job needs a contra account for each wallet currency that it uses. */
  requireContraAccounts: boolean;
  /** Whether a job can hold one wallet currency only. */
  maxOneWalletCurrency: boolean;
  /** Types of entries that the version has no words for. */
  refusedTypes: readonly string[];
  /** Reads one element of an items update. */
  readItemUpdate: ItemUpdateReader;
  presentJob: (job: ExportJob) => unknown;
  presentItem: (item: ExportJobItem) => unknown;
  /** An export item, from the JSON text of the newest version's to the JSON text of this one's. */
  presentExportItem: (text: string) => string;
}
