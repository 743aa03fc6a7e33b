import { ExportJobPreflight } from "@ledgerport/contract";
import { preflightExportJob as preflight } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";
import { v3 } from "../../presenters/v3/version.ts";

/** POST /platform/v1/companies/{id}/export-jobs:preflight: of a job as v3 demands it; changes nothing. */
export async function preflightExportJob(call: Call): Promise<unknown> {
  const { companyId } = call;
  const { accountingEntryIds, options } = call.body(ExportJobPreflight);
  await call.settle();
  return call.write(async (tx) => ({
    data: await preflight(tx, {
      companyId,
      entryIds: accountingEntryIds,
      vendorBasedBookkeeping: options?.vendorBasedBookkeeping ?? false,
      requireContraAccounts: v3.requireContraAccounts,
      refusedTypes: v3.refusedTypes,
    }),
  }));
}
