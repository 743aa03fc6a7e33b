import type { Client, ExportJob, ExportJobItem } from "@ledgerport/sdk";
import { Sum, type Totals } from "./totals.ts";

/** How a job ended, read back from the server. */
export interface Exported {
  job: ExportJob;
  successful: string[];
  failed: ExportJobItem[];
  /** What was not booked. */
  failedTotals: Totals;
  /** Of what failed, how many have an account: those should not have. */
  failedWithAccount: number;
}

/** Reads a job's items, and the entries of those that failed. */
export async function readExported(client: Client, companyId: string, jobId: string): Promise<Exported> {
  const successful: string[] = [];
  const failed: ExportJobItem[] = [];
  for await (const item of client.exportJobs.items.listAll(jobId)) {
    if (item.status === "successful") successful.push(item.accountingEntryId);
    if (item.status === "failed") failed.push(item);
  }
  const failedIds = new Set(failed.map((item) => item.accountingEntryId));
  const failedTotals = new Sum();
  let failedWithAccount = 0;
  for await (const entry of client.platform.entries.listAll(companyId, { exportStatus: "NOT_EXPORTED" })) {
    if (!failedIds.has(entry.id)) continue;
    const { inWalletCurrency, inSupplierCurrency } = entry.amount;
    const original = inSupplierCurrency ?? inWalletCurrency;
    failedTotals.add(BigInt(inWalletCurrency.value), original.currency, BigInt(original.value));
    if (entry.lines?.some((line) => (line.accountCode ?? null) !== null) === true) failedWithAccount += 1;
  }
  return { job: await client.exportJobs.get(jobId), successful, failed, failedTotals, failedWithAccount };
}
