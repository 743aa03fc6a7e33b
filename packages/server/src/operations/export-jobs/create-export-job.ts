import { ExportJobCreate } from "@ledgerport/contract";
import { createExportJob as create } from "@ledgerport/engine";
import type { Call } from "../../http/call.ts";

/** POST /{v}/export-jobs (contract 3.1) */
export function createExportJob(call: Call): Promise<unknown> {
  const { companyId, version } = call;
  const body = call.body(ExportJobCreate);
  return call.write(async (tx) => ({
    data: version.presentJob(
      await create(tx, {
        companyId,
        entryIds: body.accountingEntryIds,
        createdBy: body.employeeId ?? null,
        isInteractive: body.isInteractive ?? true,
        vendorBasedBookkeeping: body.options?.vendorBasedBookkeeping ?? false,
        expiresIn: call.app.config.jobExpiresIn,
        requireContraAccounts: version.requireContraAccounts,
        refusedTypes: version.refusedTypes,
      }),
    ),
  }));
}
